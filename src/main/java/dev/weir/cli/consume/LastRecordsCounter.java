package dev.weir.cli.consume;

import dev.weir.model.Failure;
import dev.weir.reading.LastRecordsSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions back from their ends until the last records of each are counted ({@link LastRecordsSearch}). */
final class LastRecordsCounter {

    /** The most records that are counted in a partition. */
    static final int MAX_COUNT = 1_000_000;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_OFFSETS_KEPT = 1_000_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;

    /**
     * A count that has not begun.
     *
     * @param consumer of its own, whose isolation level says what is seen and whose {@code auto.offset.reset} is none;
     *     it is left with an assignment of no use
     * @param timeout how long Kafka may send nothing
     */
    LastRecordsCounter(Consumer<byte[], byte[]> consumer, Duration timeout) {
        this.consumer = consumer;
        this.timeout = timeout;
    }

    /**
     * The offset of the first of the last records of each partition; its beginning where it has fewer.
     *
     * @param beginnings the first offset of each
     * @param ends where to count back from, as the same consumer sees them
     * @param count of records, from 1 to {@link #MAX_COUNT}
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} where Kafka sends nothing
     */
    Map<TopicPartition, Long> starts(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends, int count) {
        var partitions = new ArrayList<>(ends.keySet());
        int together = Math.max(1, MAX_OFFSETS_KEPT / count);
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (int from = 0; from < partitions.size(); from += together) {
            var some = partitions.subList(from, Math.min(partitions.size(), from + together)).stream()
                    .collect(Collectors.toMap(partition -> partition, ends::get));
            var search = new LastRecordsSearch(count, beginnings, some, Long.MAX_VALUE);
            read(search);
            starts.putAll(search.found());
        }
        return starts;
    }

    private void read(LastRecordsSearch search) {
        consumer.assign(search.open());
        search.from().forEach(consumer::seek);
        Map<TopicPartition, Long> before = Map.of();
        long newsNanos = System.nanoTime();
        while (!search.open().isEmpty()) {
            search.take(poll());
            var positions =
                    search.open().stream().collect(Collectors.toMap(partition -> partition, consumer::position));
            search.next(positions::get).forEach(consumer::seek);
            pauseAllBut(search.open());
            if (!positions.equals(before)) {
                newsNanos = System.nanoTime();
                before = positions;
            } else if (System.nanoTime() - newsNanos > timeout.toNanos()) {
                throw Failure.of(
                        Failure.Kind.UNAVAILABLE,
                        "Kafka has sent nothing for %d s while the last records were counted"
                                .formatted(timeout.toSeconds()));
            }
        }
    }

    private void pauseAllBut(Set<TopicPartition> open) {
        var done = new HashSet<>(consumer.assignment());
        done.removeAll(open);
        consumer.pause(done);
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException gone) {
            // Retention was faster; what is left is counted.
            consumer.seekToBeginning(gone.partitions());
            return List.of();
        }
    }
}
