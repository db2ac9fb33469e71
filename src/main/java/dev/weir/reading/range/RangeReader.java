package dev.weir.reading.range;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads ranges of partitions on the calling thread, which blocks; within the memory that all readers share.
 *
 * <p>Used by one thread at a time.
 */
public final class RangeReader implements AutoCloseable {

    /** The purpose of those that read dead letters. */
    public static final String DEAD_LETTERS = "weir-dead-letters";

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(5);
    private static final long FETCH_BYTES = 1_048_576;
    private static final Map<String, Object> SETTINGS = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // Records that retention deletes meanwhile are skipped.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");

    private final BoundedReader reader;
    private final Ticker ticker;
    private final Semaphore granted = new Semaphore(0);

    /**
     * A reader that connects when it first reads.
     *
     * @param purpose the beginning of its client id
     */
    public RangeReader(ConsumerFactory consumers, String purpose, Ticker ticker) {
        this.ticker = ticker;
        reader = consumers.copyingReader(purpose + "-" + NUMBER.incrementAndGet(), SETTINGS, FETCH_BYTES);
    }

    /**
     * Passes on the records of the ranges, those of a partition in their order.
     *
     * @param visitor returns whether to go on
     * @return whether all ranges were read
     * @throws Failure where Kafka sends nothing for five seconds
     */
    public boolean read(Map<TopicPartition, OffsetRange> ranges, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        Map<TopicPartition, OffsetRange> open = new HashMap<>(ranges);
        open.values().removeIf(range -> range.from() >= range.to());
        reader.retain(Set.of());
        reader.seek(OffsetRange.each(open, OffsetRange::from));
        var sinceProgress = stopwatch();
        while (!open.isEmpty()) {
            awaitMemory();
            boolean isProgress = false;
            boolean goesOn = true;
            for (var record : poll()) {
                isProgress = true;
                var range = open.get(new TopicPartition(record.topic(), record.partition()));
                if (goesOn && range != null && record.offset() >= range.from() && record.offset() < range.to()) {
                    goesOn = visitor.test(record);
                }
            }
            reader.written();
            if (!goesOn) {
                return false;
            }
            if (open.entrySet().removeIf(each -> each.getValue().isDone(reader.position(each.getKey())))) {
                reader.retain(open.keySet());
                isProgress = true;
            }
            if (isProgress) {
                sinceProgress.restart();
            } else if (sinceProgress.exceeds(STALL_TIMEOUT)) {
                throw stalled(open.keySet());
            }
        }
        return true;
    }

    /** A stopwatch of the clock of this reader, started now. */
    public Stopwatch stopwatch() {
        return new Stopwatch(ticker);
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return reader.poll(POLL);
        } catch (RuntimeException refused) {
            throw KafkaFailures.ofRead(refused);
        }
    }

    private void awaitMemory() {
        try {
            if (!reader.mayPoll(granted::release)
                    && !granted.tryAcquire(STALL_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw Failure.of(
                        Failure.Kind.TOO_MANY,
                        "Other readers hold all memory for records; try again when some have ended");
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw Failure.of(Failure.Kind.UNAVAILABLE, "Weir shuts down");
        }
    }

    private static Failure stalled(Set<TopicPartition> partitions) {
        var first = partitions.iterator().next();
        return Failure.of(
                Failure.Kind.UNAVAILABLE,
                "Kafka sent no records of partition %d of topic '%s' for 5 s; the topic may be deleted, or the partition without a leader"
                        .formatted(first.partition(), first.topic()));
    }

    @Override
    public void close() {
        reader.close();
    }
}
