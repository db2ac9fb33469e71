package dev.weir.cli.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.reading.Stopwatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Limits the number of records per second; for one thread. */
final class RateLimiter {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MAX_SLEEP = NANOS_PER_SECOND / 10;

    private final double perSecond;
    private final BooleanSupplier isStopped;
    private final Stopwatch sinceStart;
    private long count;

    /**
     * A limiter that starts now.
     *
     * @param perSecond above 0; null for no limit
     * @param isStopped ends a wait early
     */
    RateLimiter(Double perSecond, BooleanSupplier isStopped, Ticker ticker) {
        this.perSecond = perSecond == null ? Double.POSITIVE_INFINITY : perSecond;
        this.isStopped = isStopped;
        sinceStart = new Stopwatch(ticker);
    }

    /** Blocks until the next record may be sent. */
    void await() {
        if (perSecond == Double.POSITIVE_INFINITY) {
            return;
        }
        long due = (long) (count++ / perSecond * NANOS_PER_SECOND);
        for (long left = left(due); left > 0 && !isStopped.getAsBoolean(); left = left(due)) {
            LockSupport.parkNanos(Math.min(left, MAX_SLEEP));
        }
    }

    private long left(long due) {
        return due - sinceStart.elapsed().toNanos();
    }
}
