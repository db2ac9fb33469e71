package dev.weir.channels.push.delivery;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.common.TopicPartition;

/**
 * The lanes of a push: one for each key with undelivered records.
 *
 * <p>Records without a key share the lane of their partition, and so do all records of a partition in batches.
 */
final class Lanes {

    private final BatchRule rule;
    private final Map<KeyLane.Key, KeyLane> lanes = new HashMap<>();
    private final PriorityQueue<KeyLane> waiting =
            new PriorityQueue<>(Comparator.comparingLong(KeyLane::dueNanos).thenComparingLong(KeyLane::sequence));
    private long sequence;

    Lanes(BatchRule rule) {
        this.rule = rule;
    }

    /** Adds a record behind those of its key. */
    void add(PendingRecord record, long nowNanos) {
        var lane = lanes.computeIfAbsent(keyOf(record), KeyLane::new);
        boolean wasEmpty = lane.isEmpty();
        lane.add(record);
        if (lane.isInFlight()) {
            return;
        }
        if (wasEmpty) {
            enqueue(lane, dueNanos(lane, nowNanos));
        } else if (rule.isBatch() && lane.dueNanos() == lane.latestStart(rule) && lane.isFull(rule)) {
            waiting.remove(lane);
            enqueue(lane, nowNanos);
        }
    }

    /** Takes a lane whose next request may begin; null where there is none. */
    KeyLane next(long nowNanos) {
        var first = waiting.peek();
        return first == null || first.dueNanos() > nowNanos ? null : waiting.poll();
    }

    /** When a lane is due at the earliest; {@link Long#MAX_VALUE} where none waits. */
    long nextDueNanos() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().dueNanos();
    }

    /** Returns a lane after its records were delivered. */
    void release(KeyLane lane, long nowNanos) {
        lane.end();
        if (lane.isDropped()) {
            return;
        }
        if (lane.isEmpty()) {
            lanes.remove(lane.key());
        } else {
            enqueue(lane, dueNanos(lane, nowNanos));
        }
    }

    /** Returns a lane whose first records are sent again at some time. */
    void retry(KeyLane lane, long dueNanos) {
        lane.end();
        if (!lane.isDropped()) {
            enqueue(lane, dueNanos);
        }
    }

    /** Makes all lanes due, in the order in which they would have been. */
    void retryAll(long nowNanos) {
        List<KeyLane> all = new ArrayList<>(waiting.size());
        while (!waiting.isEmpty()) {
            all.add(waiting.poll());
        }
        all.forEach(lane -> enqueue(lane, Math.min(lane.dueNanos(), nowNanos)));
    }

    /** Starts the time of failed attempts of all records anew. */
    void forgive() {
        lanes.values().forEach(KeyLane::forgive);
    }

    /** Forgets the records of these partitions. */
    void drop(Collection<TopicPartition> partitions) {
        lanes.values().removeIf(lane -> {
            boolean isRevoked = partitions.contains(lane.key().partition());
            if (isRevoked) {
                lane.drop();
                waiting.remove(lane);
            }
            return isRevoked;
        });
    }

    private long dueNanos(KeyLane lane, long nowNanos) {
        return !rule.isBatch() || lane.isFull(rule) ? nowNanos : lane.latestStart(rule);
    }

    private void enqueue(KeyLane lane, long dueNanos) {
        lane.enqueue(dueNanos, sequence++);
        waiting.add(lane);
    }

    private KeyLane.Key keyOf(PendingRecord record) {
        var key = record.record().key();
        return new KeyLane.Key(record.partition(), key == null || rule.isBatch() ? null : ByteBuffer.wrap(key));
    }
}
