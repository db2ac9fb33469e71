package dev.weir.kafka;

import dev.weir.model.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds where the last records of partitions begin, counted as a reader sees them.
 *
 * <p>Offsets cannot be counted instead: markers of transactions have some, and aborted records and those that compaction took
 * away had some. So records are read, back from the end in windows that double, until there are enough.
 */
public final class LastRecords {

    /** The most records that are counted in a partition. */
    public static final int MOST = 1_000_000;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int REMEMBERED = 1_000_000;
    private static final long WIDEST = 1L << 20;

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;

    /**
     * A count that has not begun.
     *
     * @param consumer of its own, whose isolation level says what is seen and whose {@code auto.offset.reset} is none; it is
     *     left with an assignment of no use
     * @param patience how long Kafka may send nothing
     */
    public LastRecords(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /**
     * The offset of the first of the last records of each partition; its beginning where it has fewer.
     *
     * @param beginnings the first offset of each
     * @param ends where to count back from, as the same consumer sees them
     * @param count of records, from 1 to {@link #MOST}
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} where Kafka sends nothing
     */
    public Map<TopicPartition, Long> starts(
            Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends, int count) {
        var searches = ends.entrySet().stream()
                .map(end -> new Search(end.getKey(), beginnings.get(end.getKey()), end.getValue(), count))
                .toList();
        int together = Math.max(1, REMEMBERED / count);
        for (int from = 0; from < searches.size(); from += together) {
            search(searches.subList(from, Math.min(searches.size(), from + together)));
        }
        Map<TopicPartition, Long> starts = new HashMap<>();
        searches.forEach(search -> starts.put(search.partition, search.start));
        return starts;
    }

    private void search(List<Search> searches) {
        for (var open = open(searches); !open.isEmpty(); open = open(searches)) {
            consumer.assign(open.stream().map(search -> search.partition).toList());
            consumer.resume(consumer.paused());
            open.forEach(search -> consumer.seek(search.partition, search.beginWindow()));
            readWindows(open);
            open.forEach(Search::endWindow);
        }
    }

    private static List<Search> open(Collection<Search> searches) {
        return searches.stream().filter(Search::isOpen).toList();
    }

    private void readWindows(List<Search> searches) {
        var reading = searches.stream().collect(Collectors.toMap(search -> search.partition, search -> search));
        long newsNanos = System.nanoTime();
        while (!reading.isEmpty()) {
            boolean moved = false;
            poll().forEach(record -> reading.get(partitionOf(record)).see(record.offset()));
            for (var search : new ArrayList<>(reading.values())) {
                long position = consumer.position(search.partition);
                moved |= search.hasMovedTo(position);
                if (position >= search.end) {
                    consumer.pause(Set.of(search.partition));
                    reading.remove(search.partition);
                }
            }
            newsNanos = moved ? System.nanoTime() : newsNanos;
            if (System.nanoTime() - newsNanos > patience.toNanos()) {
                throw Failure.of(
                        Failure.Kind.UNAVAILABLE,
                        "Kafka has sent nothing for %d s while the last records were counted"
                                .formatted(patience.toSeconds()));
            }
        }
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

    private static TopicPartition partitionOf(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** What is known of one partition. */
    private static final class Search {

        private final TopicPartition partition;
        private final long beginning;
        private final Deque<Long> seen = new ArrayDeque<>();
        private long end;
        private long start;
        private long missing;
        private long width;
        private long windowStart;
        private long position = -1;

        Search(TopicPartition partition, long beginning, long end, int count) {
            this.partition = partition;
            this.beginning = beginning;
            this.end = end;
            start = end;
            missing = count;
            width = count;
        }

        boolean isOpen() {
            return missing > 0 && end > beginning;
        }

        long beginWindow() {
            windowStart = Math.max(beginning, end - width);
            return windowStart;
        }

        /** Keeps the last of those that are missing. */
        void see(long offset) {
            if (offset < end) {
                seen.addLast(offset);
                if (seen.size() > missing) {
                    seen.removeFirst();
                }
            }
        }

        boolean hasMovedTo(long offset) {
            boolean moved = offset != position;
            position = offset;
            return moved;
        }

        void endWindow() {
            missing -= seen.size();
            start = missing > 0 ? windowStart : seen.getFirst();
            seen.clear();
            end = windowStart;
            width = Math.min(WIDEST, 2 * width);
        }
    }
}
