package dev.weir.cli.produce;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Holds records back so that there are no more than so many a second; for one thread. */
final class RateLimiter {

    private static final long NANOS = 1_000_000_000L;
    private static final long MAX_SLEEP = NANOS / 10;

    private final double perSecond;
    private final BooleanSupplier isStopped;
    private final long startNanos = System.nanoTime();
    private long count;

    /**
     * A pace that begins now.
     *
     * @param perSecond above 0; null for no limit
     * @param isStopped whether nobody wants to wait any more
     */
    RateLimiter(Double perSecond, BooleanSupplier isStopped) {
        this.perSecond = perSecond == null ? Double.POSITIVE_INFINITY : perSecond;
        this.isStopped = isStopped;
    }

    /** Returns when it is time for the next record. */
    void await() {
        if (perSecond == Double.POSITIVE_INFINITY) {
            return;
        }
        long due = startNanos + (long) (count++ / perSecond * NANOS);
        for (long left = due - System.nanoTime(); left > 0 && !isStopped.getAsBoolean(); ) {
            LockSupport.parkNanos(Math.min(left, MAX_SLEEP));
            left = due - System.nanoTime();
        }
    }
}
