package dev.weir.reading.tail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records of one poll of a {@link Tail}, which all its followers get. Safe for use by many threads. */
public final class TailBatch {

    /** Results that are kept for other followers; the memory of a batch is counted for its records and these. */
    private static final int MAX_SHARED = 3;

    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final Map<TopicPartition, Long> before;
    private final Map<TopicPartition, Long> after;
    private final boolean recreated;
    private final long bytes;
    private final Map<Object, Object> shared = new HashMap<>();

    TailBatch(
            List<ConsumerRecord<byte[], byte[]>> records,
            Map<TopicPartition, Long> before,
            Map<TopicPartition, Long> after,
            boolean recreated,
            long bytes) {
        this.records = records;
        this.before = before;
        this.after = after;
        this.recreated = recreated;
        this.bytes = bytes;
    }

    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** The next offset of each partition before these records. */
    public Map<TopicPartition, Long> before() {
        return before;
    }

    /** The next offset of each partition after these records. */
    public Map<TopicPartition, Long> after() {
        return after;
    }

    /** Whether the topic was deleted and created again before these records; then there are none. */
    public boolean isRecreated() {
        return recreated;
    }

    /** The memory that the records take. */
    long bytes() {
        return bytes;
    }

    /**
     * The result of a task on this batch, which runs once for all followers with an equal key.
     *
     * @param key decides the result, and its type
     */
    @SuppressWarnings("unchecked")
    public synchronized <T> T shared(Object key, Supplier<T> task) {
        var known = shared.get(key);
        if (known != null) {
            return (T) known;
        }
        var result = task.get();
        if (shared.size() < MAX_SHARED) {
            shared.put(key, result);
        }
        return result;
    }
}
