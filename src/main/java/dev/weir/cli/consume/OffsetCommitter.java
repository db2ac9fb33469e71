package dev.weir.cli.consume;

import dev.weir.model.Failure;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.OffsetTracker;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Tells the group how far it has got, and a person where the group does not take it.
 *
 * <p>A commit that is refused is tried again with the next; the last one that is refused fails the command.
 */
final class OffsetCommitter {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka;
    private final OffsetTracker tracker;
    private final CommitMode mode;
    private final Consumer<String> notices;
    private long lastNanos = System.nanoTime();

    /**
     * Commits of one reader.
     *
     * @param notices takes sentences for a person
     */
    OffsetCommitter(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka,
            OffsetTracker tracker,
            CommitMode mode,
            Consumer<String> notices) {
        this.kafka = kafka;
        this.tracker = tracker;
        this.mode = mode;
        this.notices = notices;
    }

    /** Whether each record is to be written out and committed before the next. */
    boolean isEach() {
        return mode == CommitMode.EACH;
    }

    /** Some records were written out. */
    void afterWriting() {
        if (mode == CommitMode.EACH
                || (mode == CommitMode.AUTO && System.nanoTime() - lastNanos > INTERVAL.toNanos())) {
            tell(attempt());
        }
    }

    /** Partitions are going to be somebody else's. */
    void beforeRevocation() {
        if (mode == CommitMode.AUTO || mode == CommitMode.EACH) {
            tell(attempt());
        }
    }

    /**
     * Nothing more is read.
     *
     * @throws Failure when the group does not have what was written out
     */
    void atEnd() {
        if (mode == CommitMode.NEVER) {
            return;
        }
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        var refused = attempt();
        while (refused != null && ConsumerFailures.isPassing(refused) && System.nanoTime() < deadline) {
            // A rebalance goes on only while somebody polls; nothing is to be fetched by that.
            kafka.pause(kafka.assignment());
            kafka.poll(POLL);
            refused = attempt();
        }
        if (refused != null) {
            throw ConsumerFailures.ofCommit(refused);
        }
    }

    /** Null when it is done, or why not. */
    private KafkaException attempt() {
        lastNanos = System.nanoTime();
        var offsets = tracker.uncommitted(kafka.assignment());
        if (offsets.isEmpty()) {
            return null;
        }
        try {
            kafka.commitSync(offsets, TIMEOUT);
            tracker.committed(offsets);
            return null;
        } catch (KafkaException refused) {
            return refused;
        }
    }

    private void tell(KafkaException refused) {
        if (refused != null && !ConsumerFailures.isPassing(refused)) {
            notices.accept(
                    "Not committed: " + ConsumerFailures.ofCommit(refused).getMessage());
        }
    }
}
