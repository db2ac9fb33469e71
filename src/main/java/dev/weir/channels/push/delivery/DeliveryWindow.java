package dev.weir.channels.push.delivery;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Bounds the records from the oldest one that is not delivered to the newest one that was read, of all partitions
 * together.
 *
 * <p>Offsets are committed up to the oldest undelivered record, so this bounds both the memory of a push and the
 * records that are sent again after a crash.
 */
final class DeliveryWindow {

    private final int maxRecords;
    private final long maxBytes;
    private final Map<TopicPartition, ArrayDeque<Entry>> entries = new HashMap<>();
    private int records;
    private long bytes;

    /** One record of the window. */
    static final class Entry {

        private final TopicPartition partition;
        private final long bytes;
        private boolean isDone;
        private boolean isDropped;

        private Entry(TopicPartition partition, long bytes) {
            this.partition = partition;
            this.bytes = bytes;
        }
    }

    /**
     * A window.
     *
     * @param maxBytes of the records that are not delivered; one that is larger has room alone
     */
    DeliveryWindow(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    /** How many further records have room, as far as is known before their sizes are. */
    int room() {
        return bytes >= maxBytes ? 0 : Math.max(0, maxRecords - records);
    }

    /** The number of records in the window. */
    int records() {
        return records;
    }

    /** Adds a record, in the order of the offsets of its partition. */
    Entry add(TopicPartition partition, long size) {
        var entry = new Entry(partition, size);
        entries.computeIfAbsent(partition, first -> new ArrayDeque<>()).add(entry);
        records++;
        bytes += size;
        return entry;
    }

    /** Ends the delivery of a record. */
    void done(Entry entry) {
        if (entry.isDone || entry.isDropped) {
            return;
        }
        entry.isDone = true;
        bytes -= entry.bytes;
        var all = entries.get(entry.partition);
        while (!all.isEmpty() && all.peek().isDone) {
            all.remove();
            records--;
        }
    }

    /** Removes all records of these partitions. */
    void drop(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var all = entries.remove(partition);
            if (all != null) {
                records -= all.size();
                for (var entry : all) {
                    entry.isDropped = true;
                    bytes -= entry.isDone ? 0 : entry.bytes;
                }
            }
        }
    }
}
