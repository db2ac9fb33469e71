package dev.weir.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds where the last so many records of each partition begin.
 *
 * <p>Offsets do not tell: marks of transactions, aborted records and what compaction has removed take offsets and are no records.
 * So a window in front of the end is read, and where it has too few records a larger one in front of it.
 */
final class LastRecords {

    /** Of all partitions together, that are counted; where more are asked for, offsets are good enough. */
    private static final long MOST = 10_000;

    private static final int MOST_WINDOWS = 12;
    private static final long LEAST_WINDOW = 100;

    private final Map<TopicPartition, Window> open = new HashMap<>();
    private final Map<TopicPartition, Long> found = new HashMap<>();

    /**
     * A search in partitions.
     *
     * @param count how many records of each
     * @param span from so many offsets in front of the ends
     */
    LastRecords(long count, Span span) {
        span.from().forEach((partition, from) -> {
            long end = span.to().get(partition);
            if (from >= end) {
                found.put(partition, from);
            } else {
                open.put(partition, new Window(count, span.earliest().get(partition), from, end));
            }
        });
    }

    /** Whether so many records are few enough to be counted. */
    static boolean isCounted(Start start, int partitions) {
        return start.kind() == Start.Kind.LAST && start.value() <= MOST / Math.max(1, partitions);
    }

    /** The partitions that are still to be read. */
    Set<TopicPartition> open() {
        return Set.copyOf(open.keySet());
    }

    /** Where to read them. */
    Map<TopicPartition, Long> from() {
        Map<TopicPartition, Long> from = new HashMap<>();
        open.forEach((partition, window) -> from.put(partition, window.from));
        return from;
    }

    /** Counts what was read. */
    void take(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            var window = open.get(new TopicPartition(record.topic(), record.partition()));
            if (window != null) {
                window.take(record.offset());
            }
        }
    }

    /**
     * Where to read next, of partitions whose window has been read and was too small.
     *
     * @param position tells how far a partition is read, or null
     */
    Map<TopicPartition, Long> next(Function<TopicPartition, Long> position) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (var partition : open()) {
            var window = open.get(partition);
            var at = position.apply(partition);
            if (at == null || at < window.end) {
                continue;
            }
            if (window.isEnough()) {
                found.put(partition, window.beginning());
                open.remove(partition);
            } else {
                window.widen();
                next.put(partition, window.from);
            }
        }
        return next;
    }

    /** Where the last records begin; complete when nothing is open. */
    Map<TopicPartition, Long> found() {
        return Map.copyOf(found);
    }

    private static final class Window {

        private final long earliest;
        private final Deque<Long> offsets = new ArrayDeque<>();
        private long wanted;
        private long from;
        private long end;
        private int widened;

        Window(long wanted, long earliest, long from, long end) {
            this.wanted = wanted;
            this.earliest = earliest;
            this.from = from;
            this.end = end;
        }

        void take(long offset) {
            if (offset < end) {
                offsets.addLast(offset);
                if (offsets.size() > wanted) {
                    offsets.removeFirst();
                }
            }
        }

        boolean isEnough() {
            return offsets.size() >= wanted || from <= earliest || widened == MOST_WINDOWS;
        }

        long beginning() {
            return offsets.size() >= wanted ? offsets.getFirst() : from;
        }

        void widen() {
            widened++;
            wanted -= offsets.size();
            offsets.clear();
            end = from;
            from = Math.max(earliest, from - (LEAST_WINDOW << widened));
        }
    }
}
