package dev.weir.groups;

import dev.weir.model.Failure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What is known when new offsets are chosen.
 *
 * @param committed by the group, where it has
 * @param beginnings of all partitions that are meant and have a leader
 * @param ends of the same
 * @param later the first records that are not older than the time of the order, -1 where there are none; empty for
 *     orders without a time
 */
record ResetPlan(
        ResetRequest order,
        Map<TopicPartition, Long> committed,
        Map<TopicPartition, Long> beginnings,
        Map<TopicPartition, Long> ends,
        Map<TopicPartition, Long> later) {

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    /** What happens to each of these partitions, in order. */
    List<PartitionReset> resets(Collection<TopicPartition> partitions) {
        checkLeaders(partitions);
        if (order.to() == ResetRequest.To.SHIFT) {
            checkCommitted(partitions);
        }
        return partitions.stream()
                .sorted(BY_NAME)
                .map(at -> PartitionReset.of(at, committed.get(at), after(at)))
                .toList();
    }

    /** Within the log, as Kafka's own tool does it: beyond its ends there is nothing to read from. */
    private long after(TopicPartition at) {
        long wanted =
                switch (order.to()) {
                    case EARLIEST -> beginnings.get(at);
                    case LATEST -> ends.get(at);
                    case OFFSET -> order.number();
                    case SHIFT -> shifted(committed.get(at));
                    case TIMESTAMP -> later.get(at) < 0 ? ends.get(at) : later.get(at);
                };
        return Math.max(beginnings.get(at), Math.min(wanted, ends.get(at)));
    }

    private long shifted(long from) {
        long by = order.number();
        return by > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + by;
    }

    private void checkLeaders(Collection<TopicPartition> partitions) {
        var untold = partitions.stream()
                .filter(at -> !beginnings.containsKey(at) || !ends.containsKey(at) || isUntimed(at))
                .sorted(BY_NAME)
                .map(TopicPartition::toString)
                .collect(Collectors.joining(", "));
        if (!untold.isEmpty()) {
            throw Failure.of(
                    Failure.Kind.UNAVAILABLE, "These partitions have no leader, which alone could tell: " + untold);
        }
    }

    private boolean isUntimed(TopicPartition at) {
        return order.to() == ResetRequest.To.TIMESTAMP && !later.containsKey(at);
    }

    private void checkCommitted(Collection<TopicPartition> partitions) {
        var uncommitted = partitions.stream()
                .filter(at -> !committed.containsKey(at))
                .sorted(BY_NAME)
                .map(TopicPartition::toString)
                .collect(Collectors.joining(", "));
        if (!uncommitted.isEmpty()) {
            throw Failure.unprocessableAt(
                    "$.to",
                    "cannot shift where nothing is committed: " + uncommitted
                            + ". Leave these out, or give them another offset first");
        }
    }
}
