package dev.weir.cli.consume;

import dev.weir.model.Count;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * From where to where the partitions of one consumer are read; for its thread.
 *
 * <p>How far it has got is asked of the consumer, not of the records: behind the last one there may be markers of
 * transactions, or a gap that compaction has left.
 */
final class PartitionRanges {

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka;
    private final ConsumeSpec order;
    private final OffsetTracker progress;
    private final Consumer<String> notices;
    private final PartitionOffsetFinder offsets;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Set<TopicPartition> open = new HashSet<>();

    /**
     * A course that has not begun.
     *
     * @param counters make consumers that count records, see {@link PartitionOffsetFinder}
     * @param notices takes sentences for a person
     */
    PartitionRanges(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka,
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> counters,
            ConsumeSpec order,
            OffsetTracker progress,
            Consumer<String> notices) {
        this.kafka = kafka;
        this.order = order;
        this.progress = progress;
        this.notices = notices;
        offsets = new PartitionOffsetFinder(kafka, counters);
    }

    /** Takes up partitions that the consumer has been assigned. */
    void enter(Collection<TopicPartition> partitions) {
        var stored = order.group() == null ? Map.<TopicPartition, Long>of() : offsets.stored(partitions);
        begin(starts(partitions, stored), stored);
    }

    /** Takes up partitions that were made since the course began, of which nothing is to be missed. */
    void enterNew(Collection<TopicPartition> partitions) {
        begin(offsets.of(OffsetExpression.BEGINNING, partitions), Map.of());
    }

    /** They are somebody else's now. */
    void leave(Collection<TopicPartition> partitions) {
        open.removeAll(partitions);
        partitions.forEach(ends::remove);
    }

    /** The first offset of a partition that is not read any more. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, Long.MAX_VALUE);
    }

    /** Stops fetching what is at its end, and says whether there is something left. */
    boolean isOpen() {
        for (var partition : Set.copyOf(open)) {
            if (kafka.position(partition) >= end(partition)) {
                kafka.pause(Set.of(partition));
                open.remove(partition);
            }
        }
        return !open.isEmpty();
    }

    /** Goes on where records are, because those that were to be read next have been deleted. */
    void skipGone(Collection<TopicPartition> partitions) {
        var beginnings = offsets.of(OffsetExpression.BEGINNING, partitions);
        PartitionText.sorted(missing(beginnings))
                .forEach((partition, count) ->
                        notices.accept("In %s %s deleted unread".formatted(partition, Count.were(count, "offset"))));
        beginnings.forEach((partition, offset) -> {
            kafka.seek(partition, offset);
            progress.read(partition, offset);
        });
    }

    private Map<TopicPartition, Long> missing(Map<TopicPartition, Long> beginnings) {
        Map<TopicPartition, Long> missing = new HashMap<>();
        beginnings.forEach((partition, offset) -> missing.put(partition, offset - kafka.position(partition)));
        return missing;
    }

    private Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions, Map<TopicPartition, Long> stored) {
        if (!order.isResuming()) {
            return told(offsets.of(order.from(), partitions));
        }
        Map<TopicPartition, Long> starts = new HashMap<>(stored);
        var others =
                partitions.stream().filter(each -> !stored.containsKey(each)).toList();
        starts.putAll(offsets.of(order.otherwise(), others));
        // What this process has written out already is not written again when a partition comes back.
        starts.replaceAll((partition, offset) ->
                progress.written(partition) == null ? offset : Math.max(offset, progress.written(partition)));
        return starts;
    }

    /** A number is taken for what it says, so where it cannot be had a person is told. */
    private Map<TopicPartition, Long> told(Map<TopicPartition, Long> starts) {
        if (order.from().kind() == OffsetExpression.Kind.OFFSET) {
            PartitionText.sorted(starts).forEach((partition, offset) -> {
                if (offset != order.from().value()) {
                    notices.accept("%s has no offset %d; it is read from %d"
                            .formatted(partition, order.from().value(), offset));
                }
            });
        }
        return starts;
    }

    private void begin(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> stored) {
        if (order.to() != null) {
            ends.putAll(limits(starts.keySet()));
        }
        if (order.exit()) {
            offsets.ends(starts.keySet()).forEach((partition, end) -> ends.merge(partition, end, Math::min));
        }
        starts.forEach((partition, offset) -> {
            kafka.seek(partition, offset);
            progress.begin(partition, offset, stored.get(partition));
        });
        open.addAll(starts.keySet());
    }

    private Map<TopicPartition, Long> limits(Collection<TopicPartition> partitions) {
        if (order.to().kind() != OffsetExpression.Kind.OFFSET) {
            return offsets.of(order.to(), partitions);
        }
        // An offset may lie behind the end: then it is waited for.
        Map<TopicPartition, Long> limits = new HashMap<>();
        partitions.forEach(partition -> limits.put(partition, order.to().value()));
        return limits;
    }
}
