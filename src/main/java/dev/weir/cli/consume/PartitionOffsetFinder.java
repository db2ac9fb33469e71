package dev.weir.cli.consume;

import dev.weir.reading.ConsumerFailures;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Finds the offsets of places; asks with the consumer that is to read there, on its thread. */
final class PartitionOffsetFinder {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private static final Duration COUNT_TIMEOUT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<Consumer<byte[], byte[]>> counters;

    /**
     * Asks with a consumer.
     *
     * @param counters makes one of the same isolation level that counts records, and is closed then
     */
    PartitionOffsetFinder(Consumer<byte[], byte[]> consumer, Supplier<Consumer<byte[], byte[]>> counters) {
        this.consumer = consumer;
        this.counters = counters;
    }

    /** The end of each, as this consumer may see it: of what is committed, where it reads no more than that. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return ConsumerFailures.translating(() -> consumer.endOffsets(partitions, TIMEOUT));
    }

    /** What the group has stored, for those partitions that it has anything for. */
    Map<TopicPartition, Long> stored(Collection<TopicPartition> partitions) {
        return ConsumerFailures.translating(() -> consumer.committed(new HashSet<>(partitions), TIMEOUT))
                .entrySet()
                .stream()
                .filter(stored -> Objects.nonNull(stored.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, stored -> stored.getValue().offset()));
    }

    /**
     * The offsets of a place, each between the beginning and the end of its partition.
     *
     * @param place any but {@link OffsetExpression#STORED}
     */
    Map<TopicPartition, Long> of(OffsetExpression place, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        return switch (place.kind()) {
            case BEGINNING -> beginnings(partitions);
            case END -> ends(partitions);
            case OFFSET -> between(partitions, place.value());
            case LAST -> last(partitions, place.value());
            case TIME -> times(place.value(), partitions);
            case STORED -> throw new IllegalArgumentException("What is stored is the group's, see stored()");
        };
    }

    private Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return ConsumerFailures.translating(() -> consumer.beginningOffsets(partitions, TIMEOUT));
    }

    private Map<TopicPartition, Long> between(Collection<TopicPartition> partitions, long offset) {
        var ends = ends(partitions);
        Map<TopicPartition, Long> offsets = new HashMap<>(beginnings(partitions));
        offsets.replaceAll((partition, beginning) -> Math.max(beginning, Math.min(ends.get(partition), offset)));
        return offsets;
    }

    private Map<TopicPartition, Long> last(Collection<TopicPartition> partitions, long count) {
        if (count == 0) {
            return ends(partitions);
        }
        var beginnings = beginnings(partitions);
        var ends = ends(partitions);
        try (var counter = counters.get()) {
            return ConsumerFailures.translating(
                    () -> new LastRecordsCounter(counter, COUNT_TIMEOUT).starts(beginnings, ends, (int) count));
        }
    }

    private Map<TopicPartition, Long> times(long millis, Collection<TopicPartition> partitions) {
        var ends = ends(partitions);
        var wanted = partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> millis));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        ConsumerFailures.translating(() -> consumer.offsetsForTimes(wanted, TIMEOUT))
                .forEach((partition, found) -> {
                    if (found != null) {
                        offsets.put(partition, found.offset());
                    }
                });
        return offsets;
    }
}
