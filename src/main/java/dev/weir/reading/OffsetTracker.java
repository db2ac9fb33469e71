package dev.weir.reading;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition is fetched, delivered, processed and committed, as the next offset; for one thread.
 *
 * <p>A record is delivered when it cannot get lost in this process any more, and processed when its reader is done with
 * it. Only processed offsets are committed.
 */
public final class OffsetTracker {

    private final Map<TopicPartition, Long> fetched = new HashMap<>();
    private final Map<TopicPartition, Long> delivered = new HashMap<>();
    private final Map<TopicPartition, Long> processed = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /**
     * Begins a partition; every stage begins at the first offset that is read, so that this offset is committed even if
     * nothing is read.
     *
     * @param stored the offset that the group has committed; null for none
     */
    public void begin(TopicPartition partition, long offset, Long stored) {
        fetched.put(partition, offset);
        delivered.put(partition, offset);
        processed.put(partition, offset);
        if (stored == null) {
            committed.remove(partition);
        } else {
            committed.put(partition, stored);
        }
    }

    /** Everything before an offset is fetched. */
    public void fetched(TopicPartition partition, long next) {
        fetched.put(partition, next);
    }

    /** Everything that was fetched is delivered. */
    public void deliver() {
        delivered.putAll(fetched);
    }

    /** Everything before an offset is delivered. */
    public void delivered(TopicPartition partition, long next) {
        delivered.put(partition, next);
    }

    /** The next offset of a partition to deliver; null where it was never read. */
    public Long delivered(TopicPartition partition) {
        return delivered.get(partition);
    }

    /** The offsets to commit for all delivered records. */
    public Map<TopicPartition, OffsetAndMetadata> delivered() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        delivered.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
        return offsets;
    }

    /** Whether one of these partitions has delivered records whose offsets are not committed. */
    public boolean hasUncommittedDeliveries(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .anyMatch(partition -> delivered.containsKey(partition)
                        && !delivered.get(partition).equals(committed.get(partition)));
    }

    /** Whether any partition has delivered records whose offsets are not committed. */
    public boolean hasUncommittedDeliveries() {
        return hasUncommittedDeliveries(delivered.keySet());
    }

    /** Everything that was delivered is processed. */
    public void process() {
        processed.putAll(delivered);
    }

    /** The processed and uncommitted offsets of all partitions. */
    public Map<TopicPartition, OffsetAndMetadata> uncommitted() {
        return uncommitted(processed.keySet());
    }

    /** The processed and uncommitted offsets of some partitions. */
    public Map<TopicPartition, OffsetAndMetadata> uncommitted(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (var partition : partitions) {
            var next = processed.get(partition);
            if (next != null && !next.equals(committed.get(partition))) {
                offsets.put(partition, new OffsetAndMetadata(next));
            }
        }
        return offsets;
    }

    /** The group has committed these offsets. */
    public void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, next) -> committed.put(partition, next.offset()));
    }

    /** Forgets partitions that belong to another member now, or are read from another offset. */
    public void forget(Collection<TopicPartition> partitions) {
        List.of(fetched, delivered, processed, committed).forEach(stage -> partitions.forEach(stage::remove));
    }

    /** Forgets all partitions. */
    public void clear() {
        List.of(fetched, delivered, processed, committed).forEach(Map::clear);
    }
}
