package dev.weir.channels.push.delivery;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Records that are delivered one request after the other. */
final class KeyLane {

    /**
     * Identifies a lane by what its records have in common.
     *
     * @param key null where all records of the partition without a key, or in batches, share the lane
     */
    record Key(TopicPartition partition, ByteBuffer key) {}

    private final Key key;
    private final ArrayDeque<PendingRecord> records = new ArrayDeque<>();
    private long dueNanos;
    private long sequence;
    private boolean isInFlight;
    private boolean isDropped;

    KeyLane(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    void add(PendingRecord record) {
        records.add(record);
    }

    /** When the next request may begin. */
    long dueNanos() {
        return dueNanos;
    }

    /** Orders lanes that are due at the same time. */
    long sequence() {
        return sequence;
    }

    void enqueue(long due, long number) {
        dueNanos = due;
        sequence = number;
    }

    boolean isInFlight() {
        return isInFlight;
    }

    /** Whether the partition was revoked. */
    boolean isDropped() {
        return isDropped;
    }

    void drop() {
        isDropped = true;
        records.clear();
    }

    /** Starts the time of failed attempts of all records anew. */
    void forgive() {
        records.forEach(PendingRecord::forgive);
    }

    /** Whether the next request has as many records as it may. */
    boolean isFull(BatchRule rule) {
        if (records.isEmpty()) {
            return false;
        }
        var next = next(rule);
        return next.size() >= rule.size()
                || next.size() < records.size()
                || next.get(0).isAlone();
    }

    /** When the next request is due for its oldest record. */
    long latestStart(BatchRule rule) {
        return records.element().arrivedNanos() + rule.maxWait().toNanos();
    }

    /** Takes the records of the next request, which stay the first ones until they are {@link #removed}. */
    List<PendingRecord> start(BatchRule rule) {
        isInFlight = true;
        return next(rule);
    }

    /** Ends a request. */
    void end() {
        isInFlight = false;
    }

    /** Removes the first record, whose delivery has ended. */
    void removed(PendingRecord record) {
        records.remove(record);
    }

    private List<PendingRecord> next(BatchRule rule) {
        var next = new ArrayList<PendingRecord>(Math.min(rule.size(), records.size()));
        long bytes = 0;
        for (var record : records) {
            bytes += PendingRecord.bytes(record.record());
            boolean fits = next.isEmpty() || (next.size() < rule.size() && bytes <= rule.maxBytes());
            if (!fits || (record.isAlone() && !next.isEmpty())) {
                break;
            }
            next.add(record);
            if (record.isAlone()) {
                break;
            }
        }
        return next;
    }
}
