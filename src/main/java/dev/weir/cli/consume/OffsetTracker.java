package dev.weir.cli.consume;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far each partition has been read, written out and committed, as the next offset; for one thread. */
final class OffsetTracker {

    private final Map<TopicPartition, Long> read = new HashMap<>();
    private final Map<TopicPartition, Long> written = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /**
     * A partition is going to be read.
     *
     * @param offset the first that is read
     * @param stored what the group has committed for it; null for nothing
     */
    void begin(TopicPartition partition, long offset, Long stored) {
        read.put(partition, offset);
        written.put(partition, offset);
        if (stored == null) {
            committed.remove(partition);
        } else {
            committed.put(partition, stored);
        }
    }

    /** Everything before an offset was taken in. */
    void read(TopicPartition partition, long next) {
        read.put(partition, next);
    }

    /** All that was taken in has been written out, to where it cannot get lost in this process any more. */
    void written() {
        written.putAll(read);
    }

    /** How far a partition was written out; null where it never was read. */
    Long written(TopicPartition partition) {
        return written.get(partition);
    }

    /** What was written out and is not committed, of some partitions. */
    Map<TopicPartition, OffsetAndMetadata> uncommitted(Collection<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (var partition : of) {
            var next = written.get(partition);
            if (next != null && !next.equals(committed.get(partition))) {
                offsets.put(partition, new OffsetAndMetadata(next));
            }
        }
        return offsets;
    }

    /** The group has it. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, next) -> committed.put(partition, next.offset()));
    }
}
