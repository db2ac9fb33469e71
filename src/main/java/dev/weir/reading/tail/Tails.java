package dev.weir.reading.tail;

import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.FetchBudget;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.TopicIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The tails that are read, at most one for each topic or partition that new followers join.
 *
 * <p>A tail has a consumer, which takes a place in the budget, until its last follower leaves. Safe for use by many
 * threads.
 */
public final class Tails {

    /** So many records at most are between a follower that may begin a tail and the end of its topic. */
    public static final long FEW_RECORDS = 5_000;

    private final FetchBudget budget;
    private final Supplier<BoundedReader> readers;
    private final TopicMetadataCache topics;
    private final PollScheduler scheduler;
    private final TopicIds ids;
    private final Duration interval;
    private final Map<TailKey, Tail> current = new HashMap<>();
    private final Set<Tail> open = new HashSet<>();

    /**
     * No tails yet.
     *
     * @param readers creates the reader of a tail
     * @param interval between two look-ups of the partitions of a topic
     */
    public Tails(
            FetchBudget budget,
            Supplier<BoundedReader> readers,
            TopicMetadataCache topics,
            PollScheduler scheduler,
            TopicIds ids,
            Duration interval) {
        this.budget = budget;
        this.readers = readers;
        this.topics = topics;
        this.scheduler = scheduler;
        this.ids = ids;
        this.interval = interval;
    }

    /** The number of tails. */
    public synchronized int count() {
        return open.size();
    }

    /**
     * Joins the tail of a topic, or begins one.
     *
     * @param positions the next offset of each partition of the topic
     * @param isNearEnd whether there are few records from there to the end of the topic
     * @param wake called, on any thread, when there are batches, when the tail has ended, and now and then
     * @return null where the follower has to read by itself until it is at the end
     * @throws Failure {@link Failure.Kind#TOO_MANY} where there is no memory for the consumer of a tail
     */
    public synchronized TailCursor join(
            TailKey key, Map<TopicPartition, Long> positions, boolean isNearEnd, Runnable wake) {
        var tail = current.get(key);
        if (tail != null && !tail.isFarBehind(positions)) {
            return tail.join(positions, wake);
        }
        return isNearEnd ? begin(key, positions).join(positions, wake) : null;
    }

    /** A follower leaves the tail. */
    public synchronized void leave(TailCursor cursor) {
        if (cursor.tail().leave(cursor)) {
            current.remove(cursor.tail().key(), cursor.tail());
            cursor.tail().close();
        }
    }

    private Tail begin(TailKey key, Map<TopicPartition, Long> positions) {
        budget.enter(1);
        var tail = new Tail(key, positions, readers.get(), topics, scheduler, ids, interval, this);
        open.add(tail);
        current.put(key, tail);
        tail.start();
        return tail;
    }

    /** Whether new followers join this tail. */
    synchronized boolean isCurrent(Tail tail) {
        return current.get(tail.key()) == tail;
    }

    /** A tail has closed its consumer. */
    synchronized void ended(Tail tail) {
        current.remove(tail.key(), tail);
        open.remove(tail);
        budget.leave(1);
    }
}
