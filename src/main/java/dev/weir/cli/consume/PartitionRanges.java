package dev.weir.cli.consume;

import com.github.benmanes.caffeine.cache.Ticker;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The offset ranges that one consumer reads of its partitions; for the thread of the consumer. */
final class PartitionRanges {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration COUNT_TIMEOUT = Duration.ofSeconds(30);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> counters;
    private final ConsumeSpec spec;
    private final OffsetTracker tracker;
    private final Consumer<String> notices;
    private final Ticker ticker;
    private final OffsetLookup offsets;
    private final Map<TopicPartition, OffsetRange> ranges = new HashMap<>();

    /**
     * No ranges yet.
     *
     * @param counters create consumers of the same isolation level that count the last records, and are then closed
     * @param notices receives messages for the user
     */
    PartitionRanges(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> counters,
            ConsumeSpec spec,
            OffsetTracker tracker,
            Consumer<String> notices,
            Ticker ticker) {
        this.consumer = consumer;
        this.counters = counters;
        this.spec = spec;
        this.tracker = tracker;
        this.notices = notices;
        this.ticker = ticker;
        offsets = new OffsetLookup(consumer);
    }

    /** Starts partitions that are assigned to the consumer. */
    void add(Collection<TopicPartition> partitions) {
        var committed = spec.group() == null ? Map.<TopicPartition, Long>of() : committed(partitions);
        start(spec.isResuming() ? resumed(partitions, committed) : requested(partitions), committed);
    }

    /** Starts partitions that were created after the command started, at their earliest offset. */
    void addNew(Collection<TopicPartition> partitions) {
        start(lookUp(OffsetExpression.EARLIEST, partitions), Map.of());
    }

    /** Removes partitions that are no longer assigned to the consumer. */
    void remove(Collection<TopicPartition> partitions) {
        partitions.forEach(ranges::remove);
    }

    /** The first offset of a partition that is not read. */
    long end(TopicPartition partition) {
        return ranges.getOrDefault(partition, OffsetRange.ADDED).to();
    }

    /** Pauses partitions that are read to their end, and returns whether others are left. */
    boolean isOpen() {
        var done = ranges.entrySet().stream()
                .filter(range ->
                        range.getValue().hasEnd() && range.getValue().isDone(consumer.position(range.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        consumer.pause(done);
        return done.size() < ranges.size();
    }

    /** Continues at the earliest offset of partitions whose next records have been deleted. */
    void skipDeleted(Collection<TopicPartition> partitions) {
        var earliest = Await.result(offsets.earliest(partitions));
        Map<TopicPartition, Long> missing = new HashMap<>();
        earliest.forEach((partition, offset) -> missing.put(partition, offset - consumer.position(partition)));
        byName(missing)
                .forEach((partition, count) ->
                        notices.accept("In %s %s deleted unread".formatted(partition, Count.were(count, "offset"))));
        earliest.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            tracker.fetched(partition, offset);
        });
    }

    private Map<TopicPartition, OffsetRange> requested(Collection<TopicPartition> partitions) {
        var found = lookUp(spec.from(), partitions);
        if (spec.from().kind() == OffsetExpression.Kind.OFFSET) {
            byName(found).forEach((partition, range) -> {
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
        var found = new HashMap<>(lookUp(spec.initial(), others));
        committed.forEach((partition, offset) -> found.put(partition, OffsetRange.startingAt(offset)));
        // When a partition comes back, this process does not write records again that it has written.
        found.replaceAll((partition, range) -> tracker.delivered(partition) == null
                ? range
                : range.from(Math.max(range.from(), tracker.delivered(partition))));
        return found;
    }

    private void start(Map<TopicPartition, OffsetRange> started, Map<TopicPartition, Long> committed) {
        var ends = ends(started.keySet());
        started.forEach((partition, range) -> {
            ranges.put(partition, range.until(ends.getOrDefault(partition, Long.MAX_VALUE)));
            consumer.seek(partition, range.from());
            tracker.begin(partition, range.from(), committed.get(partition));
        });
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (spec.to() != null && spec.to().kind() == OffsetExpression.Kind.OFFSET) {
            // The offset may be after the end of the log: then the command waits for it.
            partitions.forEach(partition -> ends.put(partition, spec.to().value()));
        } else if (spec.to() != null) {
            ends.putAll(OffsetRange.each(lookUp(spec.to(), partitions), OffsetRange::from));
        }
        if (spec.exit()) {
            Await.result(offsets.latest(partitions)).forEach((partition, end) -> ends.merge(partition, end, Math::min));
        }
        return ends;
    }

    private Map<TopicPartition, OffsetRange> lookUp(OffsetExpression offset, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        var found = Await.result(offsets.ranges(offset, partitions, Map.of()));
        return offset.kind() == OffsetExpression.Kind.LAST ? counted(offset.value(), found) : found;
    }

    private Map<TopicPartition, OffsetRange> counted(long count, Map<TopicPartition, OffsetRange> within) {
        try (var counter = counters.get()) {
            var starts = ConsumerFailures.translating(() -> new LastRecordsCounter(counter, COUNT_TIMEOUT, ticker)
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
        return ConsumerFailures.translating(() -> consumer.committed(new HashSet<>(partitions), TIMEOUT))
                .entrySet()
                .stream()
                .filter(committed -> committed.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, committed -> committed.getValue().offset()));
    }

    /** The same values by the names of partitions in messages, {@code orders[0]}, sorted. */
    private static <T> SortedMap<String, T> byName(Map<TopicPartition, T> of) {
        SortedMap<String, T> named = new TreeMap<>();
        of.forEach(
                (partition, value) -> named.put("%s[%d]".formatted(partition.topic(), partition.partition()), value));
        return named;
    }
}
