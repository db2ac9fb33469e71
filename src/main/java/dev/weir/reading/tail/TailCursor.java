package dev.weir.reading.tail;

import dev.weir.model.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The position of one follower in a {@link Tail}. Used by one thread at a time, except where a method says otherwise.
 */
public final class TailCursor {

    private final Tail tail;
    private final Runnable wake;
    private volatile List<ConsumerRecord<byte[], byte[]>> missed;
    private final Map<TopicPartition, Long> ahead;
    private Map<TopicPartition, Long> reached;
    private volatile long next;
    private volatile boolean busy;

    /**
     * A cursor behind the last batch of a tail.
     *
     * @param next the number of the next batch
     * @param reached the positions of the tail before that batch
     * @param missed records before them that the follower does not have
     * @param ahead partitions of which the follower has more records than the tail, with its positions
     */
    TailCursor(
            Tail tail,
            Runnable wake,
            long next,
            Map<TopicPartition, Long> reached,
            List<ConsumerRecord<byte[], byte[]>> missed,
            Map<TopicPartition, Long> ahead) {
        this.tail = tail;
        this.wake = wake;
        this.next = next;
        this.reached = reached;
        this.missed = missed;
        this.ahead = new HashMap<>(ahead);
    }

    /** The records that the follower takes before the first batch; at the second call none. */
    public List<ConsumerRecord<byte[], byte[]>> takeMissed() {
        var taken = missed;
        missed = List.of();
        return taken;
    }

    /** The next batch; null where there is none yet, and where the follower is {@link #isLost lost}. */
    public TailBatch next() {
        long number = next;
        var batch = tail.window().batch(number);
        if (batch != null) {
            next = number + 1;
            reached = batch.after();
        }
        return batch;
    }

    /** Whether the next batch is all new to the follower. */
    public boolean isAligned() {
        return ahead.isEmpty();
    }

    /** Whether a record of a batch is new to the follower. */
    public boolean isNew(ConsumerRecord<byte[], byte[]> record) {
        var position = ahead.get(new TopicPartition(record.topic(), record.partition()));
        return position == null || record.offset() >= position;
    }

    /** Marks the last batch as taken. */
    public void align() {
        ahead.entrySet().removeIf(each -> reached.getOrDefault(each.getKey(), 0L) >= each.getValue());
    }

    /** The next offset of each partition after the batches that the follower has taken. */
    public Map<TopicPartition, Long> positions() {
        if (ahead.isEmpty()) {
            return reached;
        }
        var positions = new HashMap<>(reached);
        positions.putAll(ahead);
        return positions;
    }

    /** Whether the tail has dropped the next batch, or has ended, so that the follower has to read on by itself. */
    public boolean isLost() {
        return tail.window().hasDropped(next);
    }

    /** Whether the topic was created again after the batches that the follower has taken. */
    public boolean isOfDeletedTopic() {
        return tail.window().isRecreatedSince(next);
    }

    /** The reason why the tail has ended; null while it has not, and where a follower may read on by itself. */
    public Failure failure() {
        return tail.failure();
    }

    /** Whether a follower that has just written has to be woken. From any thread. */
    public boolean hasNews() {
        return !missed.isEmpty() || tail.window().hasNews(next);
    }

    /** Sets whether the follower is still writing, and is not woken. From any thread. */
    public void busy(boolean isBusy) {
        busy = isBusy;
    }

    /** Whether the follower is still writing. From any thread. */
    public boolean isBusy() {
        return busy;
    }

    /** Wakes the follower, unless it looks for the next batch in any case. From any thread. */
    void wake() {
        if (!busy) {
            wake.run();
        }
    }

    Tail tail() {
        return tail;
    }
}
