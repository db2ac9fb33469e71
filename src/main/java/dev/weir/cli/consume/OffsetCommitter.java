package dev.weir.cli.consume;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.model.Failure;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.OffsetTracker;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Commits offsets according to the {@link CommitMode}, and reports rejected commits.
 *
 * <p>A rejected commit is retried with the next one; the command fails if the last commit is rejected.
 */
final class OffsetCommitter {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final OffsetTracker tracker;
    private final CommitMode mode;
    private final Consumer<String> notices;
    private final Ticker ticker;
    private final Stopwatch sinceAttempt;

    /**
     * A committer for one consumer.
     *
     * @param notices receives messages for the user
     */
    OffsetCommitter(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            OffsetTracker tracker,
            CommitMode mode,
            Consumer<String> notices,
            Ticker ticker) {
        this.consumer = consumer;
        this.tracker = tracker;
        this.mode = mode;
        this.notices = notices;
        this.ticker = ticker;
        sinceAttempt = new Stopwatch(ticker);
    }

    /** Whether each record is committed before the next is written. */
    boolean isEach() {
        return mode == CommitMode.EACH;
    }

    /** Called after records have been written. */
    void afterWriting() {
        if (mode == CommitMode.EACH || (mode == CommitMode.AUTO && sinceAttempt.exceeds(INTERVAL))) {
            report(attempt());
        }
    }

    /** Called before partitions are revoked. */
    void beforeRevocation() {
        if (mode == CommitMode.AUTO || mode == CommitMode.EACH) {
            report(attempt());
        }
    }

    /**
     * Called after the last record.
     *
     * @throws Failure if the final commit is rejected
     */
    void atEnd() {
        if (mode == CommitMode.NEVER) {
            return;
        }
        var sinceEnd = new Stopwatch(ticker);
        var rejected = attempt();
        while (rejected != null && ConsumerFailures.isPassing(rejected) && !sinceEnd.exceeds(TIMEOUT)) {
            // A rebalance only completes while the consumer polls; paused partitions return no records.
            consumer.pause(consumer.assignment());
            consumer.poll(POLL_TIMEOUT);
            rejected = attempt();
        }
        if (rejected != null) {
            throw ConsumerFailures.ofCommit(rejected);
        }
    }

    /** The reason why the commit was rejected; null if it was accepted. */
    private KafkaException attempt() {
        sinceAttempt.restart();
        var offsets = tracker.uncommitted(consumer.assignment());
        if (offsets.isEmpty()) {
            return null;
        }
        try {
            consumer.commitSync(offsets, TIMEOUT);
            tracker.committed(offsets);
            return null;
        } catch (KafkaException rejected) {
            return rejected;
        }
    }

    private void report(KafkaException rejected) {
        if (rejected != null && !ConsumerFailures.isPassing(rejected)) {
            notices.accept(
                    "Not committed: " + ConsumerFailures.ofCommit(rejected).getMessage());
        }
    }
}
