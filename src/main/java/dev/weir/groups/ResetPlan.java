package dev.weir.groups;

import dev.weir.model.Failure;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.OffsetRange;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Chooses new committed offsets.
 *
 * @param to the requested offset
 * @param committed the committed offsets of the group
 * @param ranges of the partitions of the request that have a leader, from the new offset on
 */
record ResetPlan(OffsetExpression to, Map<TopicPartition, Long> committed, Map<TopicPartition, OffsetRange> ranges) {

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    /** The effect on each of these partitions, in order; an offset outside of the log becomes the nearest in it. */
    List<PartitionReset> resets(Collection<TopicPartition> partitions) {
        check(
                partitions,
                ranges.keySet(),
                missing -> Failure.unavailable("These partitions have no leader, which alone could tell: " + missing));
        if (to.kind() == OffsetExpression.Kind.COMMITTED) {
            check(
                    partitions,
                    committed.keySet(),
                    missing -> Failure.unprocessableAt(
                            "$.to",
                            "cannot shift where nothing is committed: " + missing
                                    + ". Leave these out, or give them another offset first"));
        }
        return partitions.stream()
                .sorted(BY_NAME)
                .map(at ->
                        PartitionReset.of(at, committed.get(at), ranges.get(at).from()))
                .toList();
    }

    private static void check(
            Collection<TopicPartition> partitions, Set<TopicPartition> known, Function<String, Failure> failure) {
        var missing = partitions.stream()
                .filter(at -> !known.contains(at))
                .sorted(BY_NAME)
                .map(TopicPartition::toString)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw failure.apply(missing);
        }
    }
}
