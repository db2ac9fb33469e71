package dev.weir.access.rule;

import dev.weir.http.access.Action;
import dev.weir.model.TopicName;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Rights of the clients that have one of some roles.
 *
 * @param recordsPerSecond empty for any number, as are the other limits
 * @param ofWeir topics that are closed like those whose names say that they are Weir's own
 */
public record Rule(
        String name,
        Set<String> roles,
        List<NamePattern> topics,
        List<NamePattern> groups,
        Set<Action> may,
        OptionalInt recordsPerSecond,
        OptionalInt instances,
        OptionalInt readers,
        Set<TopicName> ofWeir) {

    private static final String OF_KAFKA = "__";
    private static final String OF_WEIR = "weir.";
    private static final String DEAD_LETTERS = ".dead";

    /** The groups of the nodes of a cluster; who sees the ids of their members can pretend to be one. */
    private static final String NODES = "weir.nodes-";

    public Rule {
        roles = Set.copyOf(roles);
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        ofWeir = Set.copyOf(ofWeir);
        may = may.isEmpty() ? Set.of() : EnumSet.copyOf(may);
    }

    /** The rule of a name, as it is configured. */
    public static Rule of(String name, AccessConfig.RuleConfig config, Set<TopicName> ofWeir) {
        return new Rule(
                name,
                Set.copyOf(config.roles().orElse(List.of(name))),
                patterns(config.topics().orElse(List.of())),
                patterns(config.groups().orElse(List.of())),
                config.may().orElse(Set.of()),
                config.recordsPerSecond(),
                config.instances(),
                config.readers(),
                ofWeir);
    }

    private static List<NamePattern> patterns(List<String> texts) {
        return texts.stream().map(NamePattern::of).toList();
    }

    /** Whether its clients may do something with a topic. */
    public boolean allows(Action action, TopicName topic) {
        if (!may.contains(action)) {
            return false;
        }
        var name = topic.value();
        for (var pattern : topics) {
            if (pattern.matches(name) && reachesClosed(pattern, topic)) {
                return true;
            }
        }
        return false;
    }

    /** Kafka's own topics and Weir's own are reached by a pattern that is written for them only. */
    private boolean reachesClosed(NamePattern pattern, TopicName name) {
        var topic = name.value();
        if (ofWeir.contains(name)) {
            return pattern.isAbout(topic) || (topic.startsWith(OF_WEIR) && pattern.isAbout(OF_WEIR));
        }
        if (topic.startsWith(OF_KAFKA)) {
            return pattern.isAbout(OF_KAFKA);
        }
        return !topic.startsWith(OF_WEIR) || topic.endsWith(DEAD_LETTERS) || pattern.isAbout(OF_WEIR);
    }

    /** Whether its clients may do something with a consumer group. */
    public boolean allowsGroup(Action action, String group) {
        return may.contains(action)
                && groups.stream()
                        .anyMatch(pattern ->
                                pattern.matches(group) && (!group.startsWith(NODES) || pattern.isAbout(NODES)));
    }
}
