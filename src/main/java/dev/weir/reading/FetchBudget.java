package dev.weir.reading;

import dev.weir.model.Failure;
import dev.weir.model.HeapShare;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The memory that consumer instances, streams and pushes share.
 *
 * <p>Pushes reserve theirs at the start. Two thirds of the rest are for the consumers themselves, which bounds their
 * number; one third is for the bytes that are fetched and not yet written to a client. See RATIONALE.md, "One memory
 * budget for all readers".
 */
@ApplicationScoped
public class FetchBudget {

    /** Memory of a Kafka consumer before it has read a byte, mostly for its metrics; measured. */
    private static final long CONSUMER_BYTES = 144 * 1024;

    /**
     * Memory in the heap of a client that follows a topic, mostly of its connection; an estimate. Resident memory grows
     * by 42 KB.
     */
    private static final long FOLLOWER_BYTES = 24 * 1024;

    /** A record exists as fetched, as a copy and as JSON; base64 is a third longer. */
    private static final int COPIES = 4;

    /** In base64 this is the longest string that Jackson accepts. */
    private static final long MAX_STRING = 15_000_000;

    private static final long MIN_SHARE = 16 * 1024;

    private final long memory;
    private int consumers;
    private long bytes;
    private final Deque<Lease> waiting = new ArrayDeque<>();
    private int taken;
    private int followers;
    private long held;

    @Inject
    FetchBudget(ReadingConfig config, MeterRegistry registry) {
        this(config.memory().map(memory -> memory.asLongValue()).orElse(HeapShare.READING.bytes()));
        Gauge.builder("weir.reading.bytes", this, FetchBudget::held)
                .description("Memory held by records that are fetched and not yet written to a client")
                .baseUnit("bytes")
                .register(registry);
    }

    /**
     * A budget.
     *
     * @param memory for consumers and records together
     */
    FetchBudget(long memory) {
        this.memory = memory;
        divide(memory);
    }

    private void divide(long shared) {
        consumers = (int) Math.max(2, Math.min(Integer.MAX_VALUE, shared / 3 * 2 / CONSUMER_BYTES));
        bytes = Math.max(COPIES * MIN_SHARE, shared / 3);
    }

    /** All of the memory, whatever part of it is reserved or in use. */
    public long memory() {
        return memory;
    }

    /**
     * Reserves memory for records that are held elsewhere, for good; called once, before anything is read.
     *
     * @return false where that is more than half of the memory; reserves nothing then
     */
    public synchronized boolean reserve(long amount) {
        if (amount > memory / 2) {
            return false;
        }
        divide(memory - amount);
        return true;
    }

    /**
     * Reserves memory for so many consumers; {@link #leave} releases it.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where there is no memory for them
     */
    public synchronized void enter(int count) {
        check((long) count * CONSUMER_BYTES);
        taken += count;
    }

    /**
     * Reserves memory for a client that follows a topic without a consumer; {@link #leaveFollower} releases it.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where there is no memory for it
     */
    public synchronized void enterFollower() {
        check(FOLLOWER_BYTES);
        followers++;
    }

    /** Releases the memory of a client that follows a topic. */
    public synchronized void leaveFollower() {
        followers--;
    }

    private void check(long more) {
        if (taken * CONSUMER_BYTES + followers * FOLLOWER_BYTES + more > consumers * CONSUMER_BYTES) {
            throw Failure.of(
                    Failure.Kind.TOO_MANY,
                    ("There is memory for %d consumers, and %d are open (an instance has two, a stream one) "
                                    + "beside %d followers, of which a consumer has room for %d; "
                                    + "close some, or give Weir a larger heap (-Xmx in WEIR_JVM_OPTIONS)")
                            .formatted(consumers, taken, followers, CONSUMER_BYTES / FOLLOWER_BYTES));
        }
    }

    /** Releases the memory of so many consumers. */
    public synchronized void leave(int count) {
        taken -= count;
    }

    /** The largest key or value that a client gets; a larger one is left out of its record. */
    public synchronized long largest() {
        return Math.min(bytes / COPIES, MAX_STRING);
    }

    /** How many bytes each consumer may fetch at a time, so that all fit in memory while no client reads. */
    public synchronized long share() {
        return Math.max(MIN_SHARE, bytes / 2 / COPIES / Math.max(1, taken));
    }

    /** Whether a reader waits for memory. */
    public synchronized boolean isScarce() {
        return !waiting.isEmpty();
    }

    /** The memory of a follower, which has a consumer for some of its time. */
    public Place place() {
        return new Place();
    }

    /** The memory of the records that were fetched for one reader. */
    Lease lease() {
        return new Lease();
    }

    /** The memory that a fetch of so many bytes may take until its records are written. */
    static long weight(long fetched) {
        return fetched * COPIES;
    }

    private synchronized double held() {
        return held;
    }

    /**
     * Exchanges the memory of a follower for that of a consumer, which its client is part of, and back; for use by many
     * threads.
     */
    public final class Place {

        private boolean exchanged;

        /**
         * Reserves memory for a consumer, unless it is reserved.
         *
         * @throws Failure as {@link #enter}
         */
        public void take() {
            synchronized (FetchBudget.this) {
                if (!exchanged) {
                    check(CONSUMER_BYTES - FOLLOWER_BYTES);
                    taken++;
                    followers--;
                    exchanged = true;
                }
            }
        }

        /** Releases the memory of the consumer, if it is reserved. */
        public void release() {
            synchronized (FetchBudget.this) {
                if (exchanged) {
                    taken--;
                    followers++;
                    exchanged = false;
                }
            }
        }
    }

    /** The memory of one reader; its methods may be called from any thread. */
    final class Lease {

        private long mine;
        private long wanted;
        private Runnable granted;
        private boolean ready;

        /**
         * Acquires the whole amount or nothing. A reader that requests more than the budget gets all of it, alone.
         *
         * @param more called once when the amount is free, if it is not free now
         */
        boolean take(long amount, Runnable more) {
            synchronized (FetchBudget.this) {
                if (ready) {
                    ready = false;
                    return true;
                }
                wanted = Math.min(amount, bytes);
                if (granted == null && mine < wanted && !(waiting.isEmpty() && fits())) {
                    granted = more;
                    waiting.addLast(this);
                }
                if (granted != null) {
                    return false;
                }
                grow();
                return true;
            }
        }

        /** Whether this reader waits for the amount that it has requested. */
        boolean isWaiting() {
            synchronized (FetchBudget.this) {
                return granted != null;
            }
        }

        /** Sets the amount to the size of the fetched records, which may exceed the acquired amount. */
        void settle(long amount) {
            List<Runnable> served;
            synchronized (FetchBudget.this) {
                held += amount - mine;
                mine = amount;
                served = serve();
            }
            served.forEach(Runnable::run);
        }

        /** Releases all memory, and ends the wait for more. */
        void release() {
            synchronized (FetchBudget.this) {
                waiting.remove(this);
                granted = null;
                ready = false;
            }
            settle(0);
        }

        private boolean fits() {
            return held - mine + wanted <= bytes || held == mine;
        }

        private void grow() {
            long more = Math.max(0, wanted - mine);
            mine += more;
            held += more;
        }
    }

    private List<Runnable> serve() {
        List<Runnable> served = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peekFirst().fits()) {
            var lease = waiting.pollFirst();
            lease.grow();
            served.add(lease.granted);
            lease.granted = null;
            lease.ready = true;
        }
        return served;
    }
}
