package dev.weir.reading;

import dev.weir.kafka.BatchSizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions with a consumer without a group, and holds no more memory than the {@link FetchBudget} grants.
 *
 * <p>A consumer without a group has no thread of its own: the broker's response stays in the connection until the
 * consumer is polled, and it is polled only when the budget has room for a whole batch. Records that were fetched ahead
 * are dropped when another reader waits for memory. Used by one thread at a time.
 */
public final class BoundedReader implements AutoCloseable {

    private static final Duration AT_ONCE = Duration.ZERO;

    /** Decompressed records may be this many times longer than the fetched bytes before the rest is fetched again. */
    private static final int MAX_EXPANSION = 4;

    private final FetchBudget budget;
    private final FetchBudget.Lease lease;
    private final BatchSizes batches;
    private final LongFunction<Consumer<byte[], byte[]>> opening;
    private final BoundedBytes bytes;
    private final long maxBytes;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private Consumer<byte[], byte[]> consumer;

    /** The partitions of the records of the last poll. */
    private Set<TopicPartition> polled = Set.of();

    private long fetchBytes;
    private long unwritten;
    private boolean holds;

    /**
     * A reader that connects when it is first polled.
     *
     * @param maxBytes to fetch at a time if the memory is free
     * @param opening creates a consumer that fetches so many bytes at a time
     */
    BoundedReader(
            FetchBudget budget,
            BatchSizes batches,
            long maxBytes,
            BoundedBytes bytes,
            LongFunction<Consumer<byte[], byte[]>> opening) {
        this.budget = budget;
        this.batches = batches;
        this.maxBytes = maxBytes;
        this.bytes = bytes;
        this.opening = opening;
        lease = budget.lease();
    }

    /** The partitions that this reads. */
    public Set<TopicPartition> assignment() {
        return Set.copyOf(positions.keySet());
    }

    /** The next offset of each partition, as far as it is known without Kafka. */
    public Map<TopicPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Sets the position of each partition, and adds partitions that are new. */
    public void seek(Map<TopicPartition, Long> offsets) {
        boolean more = !positions.keySet().containsAll(offsets.keySet());
        positions.putAll(offsets);
        if (consumer != null) {
            if (more) {
                consumer.assign(positions.keySet());
            }
            offsets.forEach(consumer::seek);
        }
    }

    /** Removes all partitions but these. */
    public void retain(Collection<TopicPartition> partitions) {
        if (positions.keySet().retainAll(new HashSet<>(partitions)) && consumer != null) {
            consumer.assign(positions.keySet());
            polled = Set.of();
        }
    }

    /** The next offset of a partition, after skipped transaction markers and aborted records; null where unknown. */
    public Long position(TopicPartition partition) {
        if (consumer != null && positions.containsKey(partition)) {
            try {
                positions.put(partition, consumer.position(partition, AT_ONCE));
            } catch (KafkaException notNow) {
                return null;
            }
        }
        return positions.get(partition);
    }

    /**
     * Whether there is memory to poll.
     *
     * @param granted called once, on any thread, when there is memory, if there is none now
     */
    public boolean mayPoll(Runnable granted) {
        if (isIdle() && isWanted()) {
            release();
        }
        long batch = Math.max(room(), batches.largest(topics()));
        if (lease.take(holding() + FetchBudget.weight(batch), granted)) {
            return true;
        }
        if (isIdle()) {
            // A reader that waits must not hold memory that another one waits for.
            drop();
            lease.settle(0);
        }
        return false;
    }

    /**
     * Skips to the end of those partitions of the last poll that have many unread records, by the end offsets of the
     * last fetch responses. Of a partition without any Kafka's consumer would ask for the end, each alone.
     *
     * @param maxUnread a partition with at most this many unread records is read as usual
     * @param kept the number of records before the end that are not skipped
     * @return the skipped offsets of each such partition
     */
    public Map<TopicPartition, Long> skipUnread(long maxUnread, long kept) {
        Map<TopicPartition, Long> skipped = new HashMap<>();
        for (var partition : polled) {
            var unread = consumer.currentLag(partition);
            var position = position(partition);
            if (position != null && unread.isPresent() && unread.getAsLong() > maxUnread) {
                skipped.put(partition, unread.getAsLong() - kept);
                seek(Map.of(partition, position + unread.getAsLong() - kept));
            }
        }
        return skipped;
    }

    /** The number of unread records of all partitions, by the last fetch responses; empty where it is not known. */
    public OptionalLong unread() {
        long sum = 0;
        for (var partition : positions.keySet()) {
            var unread = consumer == null ? OptionalLong.empty() : consumer.currentLag(partition);
            if (unread.isEmpty()) {
                return unread;
            }
            sum += unread.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** Polls; only after {@link #mayPoll}. Returns one record even if it is larger than a share. */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        List<ConsumerRecord<byte[], byte[]>> taken = List.of();
        bytes.reset(MAX_EXPANSION * room());
        try {
            if (!positions.isEmpty()) {
                open();
                taken = take(consumer.poll(timeout));
            }
        } finally {
            holds |= !taken.isEmpty();
            if (holds && taken.isEmpty() && unwritten == 0) {
                holds = false;
            }
            unwritten += taken.isEmpty() ? 0 : bytes.used();
            lease.settle(holding());
        }
        return taken;
    }

    /** Whether the records that are not yet written have reached the limit of a fetch. */
    public boolean isFull() {
        return unwritten >= room();
    }

    /** Whether this may hold fetched records. */
    public boolean holds() {
        return holds;
    }

    /** Whether this reader waits for memory. */
    public boolean isWaiting() {
        return lease.isWaiting();
    }

    /** Whether any reader waits for memory. */
    public boolean isWanted() {
        return budget.isScarce();
    }

    /** Marks the polled records as written; keeps those fetched beyond them unless another reader needs memory. */
    public void written() {
        unwritten = 0;
        if (isWanted()) {
            release();
        } else {
            lease.settle(holding());
        }
    }

    /** Marks the polled records as written except so many bytes, which stay in memory. */
    public void keep(long kept) {
        unwritten = kept;
        lease.settle(holding());
    }

    /** The memory that polled records take which are not written. */
    public long unwritten() {
        return unwritten;
    }

    /** Drops all fetched records and releases their memory. */
    public void release() {
        drop();
        unwritten = 0;
        lease.release();
    }

    @Override
    public void close() {
        closeConsumer();
        positions.clear();
        release();
    }

    private List<ConsumerRecord<byte[], byte[]>> take(ConsumerRecords<byte[], byte[]> found) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(found.count());
        // A view would keep the records.
        polled = Set.copyOf(found.partitions());
        Map<TopicPartition, Long> later = new HashMap<>();
        for (var partition : found.partitions()) {
            take(found.records(partition), taken, later);
        }
        found.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
        if (!later.isEmpty()) {
            seek(later);
        }
        return taken;
    }

    /** Whether this holds only records that were fetched beyond the polled ones. */
    private boolean isIdle() {
        return holds && unwritten == 0;
    }

    private long holding() {
        return holds ? fetchBytes + FetchBudget.weight(unwritten) : 0;
    }

    /** Drops fetched records: Kafka's consumer discards those of partitions that are no longer assigned. */
    private void drop() {
        if (consumer != null && holds) {
            if (fetchBytes > 2 * room()) {
                closeConsumer();
            } else {
                positions.keySet().forEach(this::position);
                consumer.unsubscribe();
                assign();
            }
        }
        holds = false;
    }

    private void take(
            List<ConsumerRecord<byte[], byte[]>> found,
            List<ConsumerRecord<byte[], byte[]>> taken,
            Map<TopicPartition, Long> later) {
        for (var record : found) {
            if (record.key() == BoundedBytes.LATER || record.value() == BoundedBytes.LATER || !bytes.admits(record)) {
                later.put(new TopicPartition(record.topic(), record.partition()), record.offset());
                return;
            }
            taken.add(record);
        }
    }

    /** How many bytes this may fetch at a time. */
    public long room() {
        return Math.min(maxBytes, budget.share());
    }

    /** The topics of these partitions. */
    public Set<String> topics() {
        Set<String> topics = new HashSet<>();
        positions.keySet().forEach(partition -> topics.add(partition.topic()));
        return topics;
    }

    private void open() {
        if (consumer == null) {
            fetchBytes = room();
            consumer = opening.apply(fetchBytes);
            assign();
        }
    }

    private void assign() {
        if (!positions.isEmpty()) {
            consumer.assign(positions.keySet());
            positions.forEach(consumer::seek);
        }
    }

    /** Closes without waiting: the broker detects the closed connection, and a group is not involved. */
    private void closeConsumer() {
        if (consumer != null) {
            positions.keySet().forEach(this::position);
            consumer.close(CloseOptions.timeout(AT_ONCE));
            consumer = null;
            polled = Set.of();
        }
    }
}
