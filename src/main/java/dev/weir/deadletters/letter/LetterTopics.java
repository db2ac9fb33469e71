package dev.weir.deadletters.letter;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicDescriptions;
import dev.weir.model.NotFound;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.OffsetRange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds dead letter topics by their names, and what of them can be read; blocks.
 *
 * <p>See RATIONALE.md, "Names tell dead letter topics".
 */
public final class LetterTopics {

    /** The names that Weir, SmallRye, Spring, Kafka Connect's users and others give their dead letter topics. */
    public static final List<String> USUAL_PATTERNS =
            List.of("*.dead", "*.dlq", "*-dlq", "*.DLQ", "*.DLT", "*-dlt", "dead-letter-topic-*");

    private static final ListTopicsOptions TIMEOUT = new ListTopicsOptions().timeoutMs(3_000);

    private final KafkaAdmin admin;
    private final Set<String> configured;
    private final Predicate<String> pattern;

    /**
     * Finds topics in a cluster.
     *
     * @param configured names of topics that channels send dead letters to
     * @param patterns names in which {@code *} stands for any characters
     */
    public LetterTopics(KafkaAdmin admin, Collection<String> configured, Collection<String> patterns) {
        this.admin = admin;
        this.configured = Set.copyOf(configured);
        var all = patterns.stream().map(LetterTopics::pattern).toList();
        pattern = name -> all.stream().anyMatch(each -> each.matcher(name).matches());
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"));
    }

    /** Whether the name says that the records of a topic are dead letters. */
    public boolean isNamed(String topic) {
        return configured.contains(topic) || pattern.test(topic);
    }

    /** All dead letter topics that there are, in order. */
    public Set<String> names() {
        return BlockingResult.of(admin.read(admin -> admin.listTopics(TIMEOUT).names())).stream()
                .filter(this::isNamed)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Descriptions of the topics that exist. */
    public Map<String, TopicDescription> describe(Collection<String> topics) {
        return BlockingResult.of(new TopicDescriptions(admin).of(topics));
    }

    /**
     * The description of one topic.
     *
     * @throws dev.weir.model.Failure where it does not exist
     */
    public TopicDescription describe(String topic) {
        var found = describe(List.of(topic)).get(topic);
        if (found == null) {
            throw NotFound.topic(topic);
        }
        return found;
    }

    /** The offsets that can be read now, of each partition that has a leader. */
    public Map<TopicPartition, OffsetRange> ranges(Collection<TopicDescription> topics) {
        var lookup = new OffsetLookup(admin, IsolationLevel.READ_COMMITTED, OffsetLookup.Leaderless.EXPECT_NONE);
        return BlockingResult.of(lookup.ranges(OffsetExpression.EARLIEST, TopicDescriptions.led(topics), Map.of()));
    }
}
