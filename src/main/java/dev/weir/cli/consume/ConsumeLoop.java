package dev.weir.cli.consume;

import dev.weir.model.Failure;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.OffsetTracker;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads, writes out, and then commits, until there is enough of it; for one thread.
 *
 * <p>What is committed has left this process before: a record is read again rather than lost.
 */
final class ConsumeLoop {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(10);
    /** A group that cannot be joined, because a broker cannot be reached, is to be known of soon. */
    private static final Duration LOOK_FOR_GROUP = Duration.ofSeconds(3);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> kafka;
    private final ConsumeSpec order;
    private final PartitionSource assignment;
    private final PartitionRanges ranges;
    private final OffsetTracker tracker;
    private final OffsetCommitter commits;
    private final RecordPrinter printer;
    private final Runnable flush;
    private final BooleanSupplier isStopped;
    private Runnable check = () -> {};
    private final java.util.function.Consumer<String> notices;
    private long lookedNanos = System.nanoTime();
    private long newsNanos = System.nanoTime();

    /**
     * A reading that is about to begin.
     *
     * @param counters make consumers that count records, see {@link PartitionRanges}
     * @param flush returns when what the printer has drained is out of this process
     * @param isStopped whether somebody wants it to end
     */
    ConsumeLoop(
            Consumer<byte[], byte[]> kafka,
            Supplier<Consumer<byte[], byte[]>> counters,
            ConsumeSpec order,
            RecordPrinter printer,
            Runnable flush,
            BooleanSupplier isStopped,
            java.util.function.Consumer<String> notices) {
        this.kafka = kafka;
        this.order = order;
        this.printer = printer;
        this.flush = flush;
        this.isStopped = isStopped;
        this.notices = notices;
        tracker = new OffsetTracker();
        ranges = new PartitionRanges(kafka, counters, order, tracker, notices);
        commits =
                new OffsetCommitter(kafka, tracker, order.isCommitting() ? order.commit() : CommitMode.NEVER, notices);
        var catalog = new TopicResolver(kafka, order.wanted());
        assignment = order.isShared()
                ? new GroupSubscription(kafka, catalog, ranges, commits)
                : new ManualAssignment(kafka, catalog, ranges);
    }

    /**
     * The same, with a look at the brokers while a group cannot be joined.
     *
     * @param brokers throws where they cannot be reached
     */
    ConsumeLoop checking(Runnable brokers) {
        check = brokers;
        return this;
    }

    /**
     * Returns when it is over.
     *
     * @throws Failure for what ends it too early; what was written out by then is committed all the same
     */
    void run() {
        try {
            assignment.begin();
            printer.begin();
            readOn();
            printer.end();
            release();
        } catch (RuntimeException broken) {
            commitInSpiteOf(broken);
            throw broken instanceof KafkaException ? ConsumerFailures.ofRead(broken) : broken;
        }
        commits.atEnd();
    }

    /** What was written out before it broke is done. */
    private void commitInSpiteOf(RuntimeException broken) {
        try {
            commits.atEnd();
        } catch (Failure refused) {
            notices.accept("Not committed: " + refused.getMessage());
            broken.addSuppressed(refused);
        }
    }

    private void readOn() {
        while (!isStopped.getAsBoolean() && !printer.isFull() && goesOn()) {
            var records = poll();
            take(records);
            release();
            commits.afterWriting();
            lookAround(records.isEmpty());
        }
    }

    private boolean goesOn() {
        boolean open = ranges.isOpen();
        boolean bounded = order.exit() || order.to() != null;
        return open || !bounded || !assignment.isSettled();
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return kafka.poll(POLL);
        } catch (OffsetOutOfRangeException gone) {
            ranges.skipGone(gone.partitions());
            return ConsumerRecords.empty();
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (var partition : records.partitions()) {
            if (!take(partition, records.records(partition))) {
                return;
            }
        }
    }

    /** Whether there may be more. */
    private boolean take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        long end = ranges.end(partition);
        for (var record : records) {
            if (record.offset() >= end) {
                tracker.fetched(partition, end);
                return true;
            }
            printer.take(record);
            if (commits.isEach() || printer.isFull()) {
                tracker.fetched(partition, record.offset() + 1);
                if (printer.isFull()) {
                    return false;
                }
                release();
                commits.afterWriting();
            }
        }
        tracker.fetched(partition, kafka.position(partition));
        return true;
    }

    private void release() {
        printer.drain();
        flush.run();
        tracker.deliver();
        tracker.process();
    }

    private void lookAround(boolean isIdle) {
        long now = System.nanoTime();
        if (!isIdle) {
            newsNanos = now;
        }
        if (order.exit()) {
            if (now - newsNanos > TIMEOUT.toNanos()) {
                throw Failure.of(
                        Failure.Kind.UNAVAILABLE,
                        "Kafka has sent nothing for %d s, although there is more to read"
                                .formatted(TIMEOUT.toSeconds()));
            }
        }
        var interval = assignment.isSettled() ? LOOK_AROUND : LOOK_FOR_GROUP;
        if ((!order.exit() || !assignment.isSettled()) && now - lookedNanos > interval.toNanos()) {
            lookedNanos = now;
            if (!assignment.isSettled()) {
                // The consumer itself begins again at the first address, and would do so for ever.
                check.run();
            }
            assignment.refresh();
        }
    }
}
