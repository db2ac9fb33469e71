package dev.weir.console.history;

import dev.weir.groups.GroupDetails;
import dev.weir.groups.GroupMember;
import dev.weir.groups.index.IndexedGroup;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions and groups of a sample, looked up every few seconds.
 *
 * @param topics those that are watched
 * @param counts the number of partitions of each topic that exists
 * @param watched partitions of the watched topics that have a leader
 * @param rated partitions of other topics, of which only the end offsets are sampled
 * @param begins the first offsets of all these partitions
 * @param groups by watched topic
 * @param details by group, without those that cannot be described
 */
public record Targets(
        Set<String> topics,
        Map<String, Integer> counts,
        List<TopicPartition> watched,
        List<TopicPartition> rated,
        Map<TopicPartition, Long> begins,
        Map<String, List<IndexedGroup>> groups,
        Map<String, GroupDetails> details) {

    static final Targets NONE = new Targets(Set.of(), Map.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of());

    public Targets {
        topics = Set.copyOf(topics);
        counts = Map.copyOf(counts);
        watched = List.copyOf(watched);
        rated = List.copyOf(rated);
        begins = Map.copyOf(begins);
        groups = Map.copyOf(groups);
        details = Map.copyOf(details);
    }

    /** The state of a group in Kafka's words; null where it cannot be described. */
    public String state(String group) {
        var found = details.get(group);
        return found == null ? null : found.state();
    }

    /** The member of a group that has a partition. */
    public Optional<GroupMember> member(String group, TopicPartition at) {
        var found = details.get(group);
        return found == null
                ? Optional.empty()
                : found.members().stream()
                        .filter(member -> member.partitions().stream()
                                .anyMatch(id -> id.partition() == at.partition()
                                        && id.topic().value().equals(at.topic())))
                        .findFirst();
    }

    /** Those of all watched topics. */
    Collection<IndexedGroup> allGroups() {
        Set<IndexedGroup> all = new HashSet<>();
        groups.values().forEach(all::addAll);
        return all;
    }
}
