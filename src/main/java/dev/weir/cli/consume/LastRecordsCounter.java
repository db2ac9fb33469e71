package dev.weir.cli.consume;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.model.Failure;
import dev.weir.reading.LastRecordsSearch;
import dev.weir.reading.Stopwatch;
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

/** Finds the start of the last N records of each partition by reading backwards ({@link LastRecordsSearch}). */
final class LastRecordsCounter {

    /** Maximum number of records to count in a partition. */
    static final int MAX_COUNT = 1_000_000;

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final int MAX_OFFSETS_IN_MEMORY = 1_000_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;
    private final Ticker ticker;

    /**
     * A counter with its own consumer.
     *
     * @param consumer counts the records that its isolation level shows; its {@code auto.offset.reset} must be none,
     *     and its assignment is changed
     * @param timeout maximum time without records
     */
    LastRecordsCounter(Consumer<byte[], byte[]> consumer, Duration timeout, Ticker ticker) {
        this.consumer = consumer;
        this.timeout = timeout;
        this.ticker = ticker;
    }

    /**
     * The offset of the first of the last records of each partition; the earliest offset of a partition with fewer.
     *
     * @param beginnings the earliest offset of each partition
     * @param ends the latest offset of each partition, as the same consumer sees it
     * @param count number of records, from 1 to {@link #MAX_COUNT}
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} if Kafka sends no records
     */
    Map<TopicPartition, Long> starts(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends, int count) {
        var partitions = new ArrayList<>(ends.keySet());
        int batchSize = Math.max(1, MAX_OFFSETS_IN_MEMORY / count);
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (int from = 0; from < partitions.size(); from += batchSize) {
            var some = partitions.subList(from, Math.min(partitions.size(), from + batchSize)).stream()
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
        Map<TopicPartition, Long> previous = Map.of();
        var sinceProgress = new Stopwatch(ticker);
        while (!search.open().isEmpty()) {
            search.take(poll());
            var positions =
                    search.open().stream().collect(Collectors.toMap(partition -> partition, consumer::position));
            search.next(positions::get).forEach(consumer::seek);
            pauseAllBut(search.open());
            if (!positions.equals(previous)) {
                sinceProgress.restart();
                previous = positions;
            } else if (sinceProgress.exceeds(timeout)) {
                throw Failure.unavailable("Kafka has sent nothing for %d s while the last records were counted"
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
            return consumer.poll(POLL_TIMEOUT);
        } catch (OffsetOutOfRangeException deleted) {
            // Retention has deleted the records meanwhile; continue with the earliest left.
            consumer.seekToBeginning(deleted.partitions());
            return List.of();
        }
    }
}
