package dev.weir.cli.consume;

import dev.weir.cli.connection.Await;
import dev.weir.model.Count;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.OffsetTracker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The ranges that one consumer reads of its partitions; for its thread. */
final class PartitionRanges {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration COUNT_TIMEOUT = Duration.ofSeconds(30);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka;
    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> counters;
    private final ConsumeSpec order;
    private final OffsetTracker tracker;
    private final Consumer<String> notices;
    private final OffsetLookup offsets;
    private final Map<TopicPartition, OffsetRange> ranges = new HashMap<>();

    /**
     * No ranges yet.
     *
     * @param counters create consumers of the same isolation level that count the last records, and are closed then
     * @param notices takes sentences for a person
     */
    PartitionRanges(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka,
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> counters,
            ConsumeSpec order,
            OffsetTracker tracker,
            Consumer<String> notices) {
        this.kafka = kafka;
        this.counters = counters;
        this.order = order;
        this.tracker = tracker;
        this.notices = notices;
        offsets = new OffsetLookup(kafka);
    }

    /** Begins partitions that are assigned to the consumer. */
    void enter(Collection<TopicPartition> partitions) {
        var committed = order.group() == null ? Map.<TopicPartition, Long>of() : committed(partitions);
        begin(order.isResuming() ? resumed(partitions, committed) : asked(partitions), committed);
    }

    /** Begins partitions that were added since, of which no record may be missed. */
    void enterNew(Collection<TopicPartition> partitions) {
        begin(lookUp(OffsetExpression.EARLIEST, partitions), Map.of());
    }

    /** Forgets partitions that belong to other members now. */
    void leave(Collection<TopicPartition> partitions) {
        partitions.forEach(ranges::remove);
    }

    /** The first offset of a partition that is not read any more. */
    long end(TopicPartition partition) {
        return ranges.getOrDefault(partition, OffsetRange.ADDED).to();
    }

    /** Stops fetching partitions that are done, and says whether there are others. */
    boolean isOpen() {
        var done = ranges.entrySet().stream()
                .filter(range -> range.getValue().hasEnd() && range.getValue().isDone(kafka.position(range.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        kafka.pause(done);
        return done.size() < ranges.size();
    }

    /** Continues at the earliest offset where the records that come next have been deleted. */
    void skipGone(Collection<TopicPartition> partitions) {
        var earliest = Await.of(offsets.earliest(partitions));
        Map<TopicPartition, Long> missing = new HashMap<>();
        earliest.forEach((partition, offset) -> missing.put(partition, offset - kafka.position(partition)));
        PartitionText.sorted(missing)
                .forEach((partition, count) ->
                        notices.accept("In %s %s deleted unread".formatted(partition, Count.were(count, "offset"))));
        earliest.forEach((partition, offset) -> {
            kafka.seek(partition, offset);
            tracker.fetched(partition, offset);
        });
    }

    private Map<TopicPartition, OffsetRange> asked(Collection<TopicPartition> partitions) {
        var found = lookUp(order.from(), partitions);
        if (order.from().kind() == OffsetExpression.Kind.OFFSET) {
            PartitionText.sorted(found).forEach((partition, range) -> {
                if (range.from() != range.asked()) {
                    notices.accept("%s has no offset %d; it is read from %d"
                            .formatted(partition, range.asked(), range.from()));
                }
            });
        }
        return found;
    }

    private Map<TopicPartition, OffsetRange> resumed(
            Collection<TopicPartition> partitions, Map<TopicPartition, Long> committed) {
        var others = partitions.stream()
                .filter(partition -> !committed.containsKey(partition))
                .toList();
        var found = new HashMap<>(lookUp(order.otherwise(), others));
        committed.forEach((partition, offset) -> found.put(partition, OffsetRange.startingAt(offset)));
        // When a partition comes back, this process does not write records again that it has written.
        found.replaceAll((partition, range) -> tracker.delivered(partition) == null
                ? range
                : range.from(Math.max(range.from(), tracker.delivered(partition))));
        return found;
    }

    private void begin(Map<TopicPartition, OffsetRange> begun, Map<TopicPartition, Long> committed) {
        var ends = ends(begun.keySet());
        begun.forEach((partition, range) -> {
            ranges.put(partition, range.until(ends.getOrDefault(partition, Long.MAX_VALUE)));
            kafka.seek(partition, range.from());
            tracker.begin(partition, range.from(), committed.get(partition));
        });
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (order.to() != null && order.to().kind() == OffsetExpression.Kind.OFFSET) {
            // An offset may lie behind the end of the log: then the command waits for it.
            partitions.forEach(partition -> ends.put(partition, order.to().value()));
        } else if (order.to() != null) {
            ends.putAll(OffsetRange.each(lookUp(order.to(), partitions), OffsetRange::from));
        }
        if (order.exit()) {
            Await.of(offsets.latest(partitions)).forEach((partition, end) -> ends.merge(partition, end, Math::min));
        }
        return ends;
    }

    private Map<TopicPartition, OffsetRange> lookUp(OffsetExpression spec, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        var found = Await.of(offsets.ranges(spec, partitions, Map.of()));
        return spec.kind() == OffsetExpression.Kind.LAST ? counted(spec.value(), found) : found;
    }

    private Map<TopicPartition, OffsetRange> counted(long count, Map<TopicPartition, OffsetRange> within) {
        try (var counter = counters.get()) {
            var starts = ConsumerFailures.translating(() -> new LastRecordsCounter(counter, COUNT_TIMEOUT)
                    .starts(
                            OffsetRange.each(within, OffsetRange::earliest),
                            OffsetRange.each(within, OffsetRange::to),
                            (int) count));
            var counted = new HashMap<>(within);
            counted.replaceAll((partition, range) -> range.from(starts.get(partition)));
            return counted;
        }
    }

    private Map<TopicPartition, Long> committed(Collection<TopicPartition> partitions) {
        return ConsumerFailures.translating(() -> kafka.committed(new HashSet<>(partitions), TIMEOUT))
                .entrySet()
                .stream()
                .filter(committed -> committed.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, committed -> committed.getValue().offset()));
    }
}
