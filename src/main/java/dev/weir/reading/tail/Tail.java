package dev.weir.reading.tail;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Stopwatch;
import dev.weir.reading.TopicIds;
import dev.weir.reading.TopicWatch;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the end of a topic once for all that follow it.
 *
 * <p>The last batches are kept, as many as one reader may fetch ahead: a follower that is slow for a moment finds them,
 * and one that joins has those that it missed. A follower whose next batch is dropped reads on by itself. The records
 * are polled on the strand of the loop; followers take them on their own.
 */
final class Tail {

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);

    /** All followers of a tail together, which bounds the CPU that they take; records that wait go in one write. */
    private static final int WRITES_PER_SECOND = 20_000;

    private final TailKey key;
    private final BoundedReader reader;
    private final TopicMetadataCache topics;
    private final Duration interval;
    private final Tails tails;
    private final PollLoop loop;
    private final TopicWatch watch;
    private final PollScheduler scheduler;
    private final Stopwatch sinceCheck;
    private final Stopwatch sinceWake;
    private boolean restarting;
    private final TailWindow window;
    private final Set<TailCursor> followers = new LinkedHashSet<>();
    private volatile Failure failure;

    /**
     * A tail that does not read yet.
     *
     * @param interval between two look-ups of the partitions of the topic
     * @param tails knows whether new followers join this tail; one that they do not join ends once it has read all
     */
    Tail(
            TailKey key,
            Map<TopicPartition, Long> positions,
            BoundedReader reader,
            TopicMetadataCache topics,
            PollScheduler scheduler,
            TopicIds ids,
            Duration interval,
            Tails tails) {
        this.key = key;
        window = new TailWindow(positions);
        this.reader = reader;
        this.topics = topics;
        this.scheduler = scheduler;
        this.interval = interval;
        this.tails = tails;
        loop = scheduler.loop(this::poll, defect -> end(KafkaFailures.ofRead(defect)));
        watch = new TopicWatch(ids, loop, scheduler.stopwatch(), topic -> restarting = true);
        sinceCheck = scheduler.stopwatch();
        sinceWake = scheduler.stopwatch();
    }

    /** Begins to read; returns at once. */
    void start() {
        loop.run(() -> {
            reader.seek(window.positions());
            loop.pollNow();
        });
    }

    /**
     * A follower at these positions joins.
     *
     * @return null where this tail does not have all records from there on
     */
    synchronized TailCursor join(Map<TopicPartition, Long> from, Runnable wake) {
        var cursor = window.cursor(this, from, wake);
        if (cursor != null) {
            followers.add(cursor);
        }
        return cursor;
    }

    /** Whether a follower at these positions would wait long for its next record. */
    boolean isFarBehind(Map<TopicPartition, Long> from) {
        return window.unread(from) > Tails.FEW_RECORDS;
    }

    /** A follower leaves; returns whether it was the last one. */
    synchronized boolean leave(TailCursor cursor) {
        followers.remove(cursor);
        return followers.isEmpty();
    }

    TailWindow window() {
        return window;
    }

    /** The reason why this has ended; null while it has not, and where followers may read on by themselves. */
    Failure failure() {
        return failure;
    }

    TailKey key() {
        return key;
    }

    /** Reads no more; its followers read on by themselves. From any thread. */
    void close() {
        loop.run(() -> end(null));
    }

    private void poll() {
        check();
        if (restarting) {
            restart();
            return;
        }
        if (reader.isWanted()) {
            // Followers that have not taken the last batches read them by themselves.
            trim(0, 0);
        }
        if (!reader.mayPoll(loop::wake)) {
            wakeInTime();
            loop.pollAfter(interval);
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> records;
        try {
            records = reader.poll(Duration.ZERO);
        } catch (OffsetOutOfRangeException overtaken) {
            end(null);
            return;
        } catch (RuntimeException refused) {
            end(KafkaFailures.ofRead(refused));
            return;
        }
        if (!records.isEmpty()) {
            window.add(records, reader.positions(), reader.unwritten() - window.bytes());
            trim(reader.room(), 1);
            wakeAll();
            loop.pollAfter(pause());
        } else if (tails.isCurrent(this)) {
            window.advance(reader.positions());
            wakeInTime();
            loop.backOff(scheduler.pollInterval());
        } else {
            end(null);
        }
    }

    private void trim(long bytes, int last) {
        window.trim(bytes, last);
        reader.keep(window.bytes());
    }

    private Duration pause() {
        return Duration.ofMillis(Math.max(1, cursors().size() * 1_000L / WRITES_PER_SECOND));
    }

    private synchronized List<TailCursor> cursors() {
        return List.copyOf(followers);
    }

    private void wakeAll() {
        sinceWake.restart();
        cursors().forEach(TailCursor::wake);
    }

    /** Followers write keep-alives when they are woken. */
    private void wakeInTime() {
        if (sinceWake.exceeds(interval.dividedBy(4))) {
            wakeAll();
        }
    }

    private void check() {
        watch.check(Set.of(key.topic().value()));
        if (!sinceCheck.exceeds(interval)) {
            return;
        }
        sinceCheck.restart();
        loop.run(topics.partitions(key.topic()), (count, thrown) -> {
            if (thrown == null) {
                addPartitions(count);
            } else if (KafkaFailures.ofRead(thrown).kind() == Failure.Kind.NOT_FOUND) {
                end(KafkaFailures.ofRead(thrown, key.topic()));
            }
        });
    }

    private void addPartitions(int count) {
        int known = window.positions().size();
        if (key.partition() == null && count > known) {
            reader.seek(key.beginnings(known, count));
            window.advance(reader.positions());
        }
    }

    /** The offsets of a recreated topic are not those of the deleted topic of the same name. */
    private void restart() {
        topics.forget(key.topic());
        loop.run(topics.partitions(key.topic()), (count, thrown) -> {
            if (thrown != null) {
                loop.pollAfter(RETRY_INTERVAL);
                return;
            }
            restarting = false;
            reader.retain(Set.of());
            reader.seek(key.beginnings(0, count));
            window.recreate(reader.positions());
            reader.keep(window.bytes());
            wakeAll();
            loop.pollNow();
        });
    }

    private void end(Failure reason) {
        failure = reason;
        window.close();
        try {
            reader.close();
        } finally {
            loop.close();
            tails.ended(this);
            cursors().forEach(TailCursor::wake);
        }
    }
}
