package dev.weir.cli.consume;

import dev.weir.kafka.ConsumerAnswers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Finds the offsets of places; asks with the consumer that is to read there, on its thread. */
final class Offsets {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Consumer<byte[], byte[]> consumer;

    Offsets(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The end of each, as this consumer may see it: of what is committed, where it reads no more than that. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return ConsumerAnswers.ask(() -> consumer.endOffsets(partitions, PATIENCE));
    }

    /** What the group has stored, for those partitions that it has anything for. */
    Map<TopicPartition, Long> stored(Collection<TopicPartition> partitions) {
        return ConsumerAnswers.ask(() -> consumer.committed(new HashSet<>(partitions), PATIENCE)).entrySet().stream()
                .filter(stored -> Objects.nonNull(stored.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, stored -> stored.getValue().offset()));
    }

    /**
     * The offsets of a place, each between the beginning and the end of its partition.
     *
     * @param place any but {@link Place#STORED}
     */
    Map<TopicPartition, Long> of(Place place, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        return switch (place.kind()) {
            case BEGINNING -> beginnings(partitions);
            case END -> ends(partitions);
            case OFFSET -> between(partitions, ends(partitions), end -> place.value());
            case LAST -> between(partitions, ends(partitions), end -> end - place.value());
            case TIME -> times(place.value(), partitions);
            case STORED -> throw new IllegalArgumentException("What is stored is the group's, see stored()");
        };
    }

    private Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return ConsumerAnswers.ask(() -> consumer.beginningOffsets(partitions, PATIENCE));
    }

    private Map<TopicPartition, Long> between(
            Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            java.util.function.LongUnaryOperator wanted) {
        Map<TopicPartition, Long> offsets = new HashMap<>(beginnings(partitions));
        offsets.replaceAll((partition, beginning) -> {
            long end = ends.get(partition);
            return Math.max(beginning, Math.min(end, wanted.applyAsLong(end)));
        });
        return offsets;
    }

    private Map<TopicPartition, Long> times(long millis, Collection<TopicPartition> partitions) {
        var ends = ends(partitions);
        var wanted = partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> millis));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        ConsumerAnswers.ask(() -> consumer.offsetsForTimes(wanted, PATIENCE)).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }
}
