package dev.weir.reading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds where the last records of partitions begin, counted as a reader sees them.
 *
 * <p>Offsets cannot be counted instead: transaction markers, aborted records and records that compaction has removed
 * take offsets too. So the window of offsets before the end is read, then larger ones before it, until there are enough
 * records. The caller reads; this class selects the offsets to read, and keeps offsets only. Not thread-safe.
 */
public final class LastRecordsSearch {

    private static final long MIN_WINDOW = 100;
    private static final long MAX_WINDOW = 1L << 18;

    private final Map<TopicPartition, Window> open = new HashMap<>();
    private final Map<TopicPartition, Long> found = new HashMap<>();
    private final long maxOffsets;

    /**
     * A search that has read nothing yet.
     *
     * @param count of records of each partition, at least 1
     * @param beginnings the first offset of each partition
     * @param ends where to count back from; its keys are the partitions
     * @param maxOffsets after which a partition is read from where its last window began, whatever was found
     */
    public LastRecordsSearch(
            long count, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends, long maxOffsets) {
        this.maxOffsets = maxOffsets;
        ends.forEach((partition, end) -> {
            long beginning = beginnings.get(partition);
            if (end <= beginning) {
                found.put(partition, end);
            } else {
                open.put(partition, new Window(count, beginning, end));
            }
        });
    }

    /** The partitions that are still to be read. */
    public Set<TopicPartition> open() {
        return Set.copyOf(open.keySet());
    }

    /** The offset of each open partition from which it is to be read. */
    public Map<TopicPartition, Long> from() {
        Map<TopicPartition, Long> from = new HashMap<>();
        open.forEach((partition, window) -> from.put(partition, window.from));
        return from;
    }

    /** Counts records that were read; those of other partitions and behind the ends do not count. */
    public void take(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            var window = open.get(new TopicPartition(record.topic(), record.partition()));
            if (window != null) {
                window.take(record.offset());
            }
        }
    }

    /**
     * Closes the partitions whose records have been found, and moves the others on whose window has been read to its
     * end.
     *
     * @param position of the reader in a partition; null where it is not known
     * @return where the partitions that were moved are to be read next
     */
    public Map<TopicPartition, Long> next(Function<TopicPartition, Long> position) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (var partition : open()) {
            var window = open.get(partition);
            var at = position.apply(partition);
            if (at == null || at < window.end) {
                continue;
            }
            if (window.isEnough(maxOffsets)) {
                found.put(partition, window.beginning());
                open.remove(partition);
            } else {
                window.moveBack();
                next.put(partition, window.from);
            }
        }
        return next;
    }

    /** The offset of the first of the last records of each partition that is no longer open. */
    public Map<TopicPartition, Long> found() {
        return Map.copyOf(found);
    }

    private static final class Window {

        private final long beginningOfLog;
        private final Deque<Long> offsets = new ArrayDeque<>();
        private long missing;
        private long width;
        private long from;
        private long end;
        private long read;

        Window(long count, long beginningOfLog, long end) {
            this.missing = count;
            this.beginningOfLog = beginningOfLog;
            this.end = end;
            width = count;
            from = Math.max(beginningOfLog, end - width);
        }

        /** Keeps the last of those that are missing. */
        void take(long offset) {
            if (offset < end) {
                offsets.addLast(offset);
                if (offsets.size() > missing) {
                    offsets.removeFirst();
                }
            }
        }

        boolean isEnough(long maxOffsets) {
            return offsets.size() >= missing || from <= beginningOfLog || read + (end - from) >= maxOffsets;
        }

        long beginning() {
            return offsets.size() >= missing ? offsets.getFirst() : from;
        }

        void moveBack() {
            read += end - from;
            missing -= offsets.size();
            offsets.clear();
            end = from;
            width = Math.min(MAX_WINDOW, Math.max(MIN_WINDOW, 2 * width));
            from = Math.max(beginningOfLog, end - width);
        }
    }
}
