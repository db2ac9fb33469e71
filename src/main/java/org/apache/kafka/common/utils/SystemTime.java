package org.apache.kafka.common.utils;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The clock of Kafka's clients: the wall clock, but it never goes back.
 *
 * <p>This class replaces Kafka's own, which comes later on the class path and reads the wall clock as it is. Kafka's
 * clients measure back-off, timeouts and the age of metadata with it, so that after an administrator has set the clock
 * back by an hour a client waits an hour before it connects again. This clock follows a step forward and goes on from
 * where it was at a step back. It can then be ahead of the wall clock until the process ends, so Weir gives each record
 * the time of the wall clock by itself. See RATIONALE.md, "Some Kafka classes are replaced".
 *
 * <p>Safe for use by many threads.
 */
final class SystemTime implements Time {

    /** Kafka's clients cope with smaller steps; a larger one than this is compensated. */
    private static final long TOLERATED_STEP_MILLIS = 500;

    private static final SystemTime SYSTEM_TIME = new SystemTime(System::currentTimeMillis, System::nanoTime);

    private final LongSupplier wallMillis;
    private final LongSupplier monotonicNanos;

    private volatile Anchor anchor;

    /**
     * A clock of its own sources, for tests.
     *
     * @param wallMillis milliseconds since 1970, which may go back
     * @param monotonicNanos nanoseconds since any time, which do not
     */
    SystemTime(LongSupplier wallMillis, LongSupplier monotonicNanos) {
        this.wallMillis = wallMillis;
        this.monotonicNanos = monotonicNanos;
        anchor = new Anchor(wallMillis.getAsLong() - monotonicMillis(), 0);
    }

    /** The one clock of all clients of this process; Kafka's {@link Time#SYSTEM} calls this. */
    public static SystemTime getSystemTime() {
        return SYSTEM_TIME;
    }

    @Override
    public long milliseconds() {
        long monotonic = monotonicMillis();
        long wall = wallMillis.getAsLong();
        var current = anchor;
        if (Math.abs(current.step(wall, monotonic)) > TOLERATED_STEP_MILLIS) {
            current = moved(wall, monotonic);
        }
        return wall + current.ahead;
    }

    private synchronized Anchor moved(long wall, long monotonic) {
        long step = anchor.step(wall, monotonic);
        if (Math.abs(step) > TOLERATED_STEP_MILLIS) {
            anchor = new Anchor(wall - monotonic, Math.max(0, anchor.ahead - step));
        }
        return anchor;
    }

    private long monotonicMillis() {
        return monotonicNanos.getAsLong() / 1_000_000;
    }

    @Override
    public long nanoseconds() {
        return monotonicNanos.getAsLong();
    }

    @Override
    public void sleep(long ms) {
        Utils.sleep(ms);
    }

    @Override
    public void waitObject(Object obj, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        synchronized (obj) {
            while (!condition.get()) {
                long now = milliseconds();
                if (now >= deadlineMs) {
                    throw new TimeoutException("Condition not satisfied before deadline");
                }
                obj.wait(deadlineMs - now);
            }
        }
    }

    /**
     * Where the two clocks stood to each other when they were last compared.
     *
     * @param difference of the wall clock from the monotonic one, in milliseconds
     * @param ahead how far this clock is before the wall clock, in milliseconds; never negative
     */
    private record Anchor(long difference, long ahead) {

        /** By how much the wall clock was set since then; negative where it was set back. */
        long step(long wall, long monotonic) {
            return wall - monotonic - difference;
        }
    }
}
