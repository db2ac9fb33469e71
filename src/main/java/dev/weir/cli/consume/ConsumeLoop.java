package dev.weir.cli.consume;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cli.consume.selection.TopicResolver;
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
 * Polls records, writes them to the output, and commits their offsets afterwards; for one thread.
 *
 * <p>Offsets are committed only after their records have left the process, so records may be read again but are never
 * lost.
 */
final class ConsumeLoop {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final ConsumeSpec spec;
    private final PartitionSource partitions;
    private final PartitionRanges ranges;
    private final OffsetTracker tracker;
    private final OffsetCommitter committer;
    private final RecordPrinter printer;
    private final Runnable flush;
    private final BooleanSupplier isStopped;
    private final java.util.function.Consumer<String> notices;
    private final Ticker ticker;
    private Runnable brokerCheck = () -> {};

    /**
     * A loop that has not started.
     *
     * @param counters creates consumers that count records, see {@link PartitionRanges}
     * @param flush returns when the printed records have left the process
     * @param isStopped whether the command is stopped
     */
    ConsumeLoop(
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> counters,
            ConsumeSpec spec,
            RecordPrinter printer,
            Runnable flush,
            BooleanSupplier isStopped,
            java.util.function.Consumer<String> notices,
            Ticker ticker) {
        this.consumer = consumer;
        this.spec = spec;
        this.printer = printer;
        this.flush = flush;
        this.isStopped = isStopped;
        this.notices = notices;
        this.ticker = ticker;
        tracker = new OffsetTracker();
        ranges = new PartitionRanges(consumer, counters, spec, tracker, notices, ticker);
        committer = new OffsetCommitter(
                consumer, tracker, spec.isCommitting() ? spec.commit() : CommitMode.NEVER, notices, ticker);
        var resolver = new TopicResolver(consumer, spec.selection());
        partitions = spec.isSubscribed()
                ? new GroupSubscription(consumer, resolver, ranges, committer)
                : new ManualAssignment(consumer, resolver, ranges);
    }

    /**
     * Adds a check of the brokers that runs while the group is not joined.
     *
     * @param brokerCheck throws if the brokers are unreachable
     */
    ConsumeLoop checking(Runnable brokerCheck) {
        this.brokerCheck = brokerCheck;
        return this;
    }

    /**
     * Returns at the end of the ranges, at the limit of records, or when stopped.
     *
     * @throws Failure if reading fails; offsets of records written before are committed
     */
    void run() {
        try {
            partitions.begin();
            printer.begin();
            readAll();
            printer.end();
            deliver();
        } catch (RuntimeException failure) {
            commitAfter(failure);
            throw failure instanceof KafkaException ? ConsumerFailures.ofRead(failure) : failure;
        }
        committer.atEnd();
    }

    /** Commits the offsets of records written before the failure. */
    private void commitAfter(RuntimeException failure) {
        try {
            committer.atEnd();
        } catch (Failure notCommitted) {
            notices.accept("Not committed: " + notCommitted.getMessage());
            failure.addSuppressed(notCommitted);
        }
    }

    private void readAll() {
        var refresher = new PartitionRefresher(partitions, spec.exit(), brokerCheck, ticker);
        while (!isStopped.getAsBoolean() && !printer.isFull() && isActive()) {
            var records = poll();
            print(records);
            deliver();
            committer.afterWriting();
            refresher.afterPoll(records.isEmpty());
        }
    }

    private boolean isActive() {
        boolean isOpen = ranges.isOpen();
        boolean hasEnds = spec.exit() || spec.to() != null;
        return isOpen || !hasEnds || !partitions.isAssigned();
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL_TIMEOUT);
        } catch (OffsetOutOfRangeException deleted) {
            ranges.skipDeleted(deleted.partitions());
            return ConsumerRecords.empty();
        }
    }

    private void print(ConsumerRecords<byte[], byte[]> records) {
        for (var partition : records.partitions()) {
            if (!print(partition, records.records(partition))) {
                return;
            }
        }
    }

    /** Returns false at the limit of records. */
    private boolean print(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        long end = ranges.end(partition);
        for (var record : records) {
            if (record.offset() >= end) {
                tracker.fetched(partition, end);
                return true;
            }
            printer.print(record);
            if (committer.isEach() || printer.isFull()) {
                tracker.fetched(partition, record.offset() + 1);
                if (printer.isFull()) {
                    return false;
                }
                deliver();
                committer.afterWriting();
            }
        }
        tracker.fetched(partition, consumer.position(partition));
        return true;
    }

    private void deliver() {
        printer.drain();
        flush.run();
        tracker.deliver();
        tracker.process();
    }
}
