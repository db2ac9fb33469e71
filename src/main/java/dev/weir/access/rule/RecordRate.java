package dev.weir.access.rule;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import java.time.Duration;

/**
 * Bounds how many records a second a client sends: a token bucket that holds one second's worth.
 *
 * <p>A batch is let in while the bucket has any token for each of its records, or is full: a batch of more records than
 * a second allows is not refused for ever, but the client then waits the longer.
 */
public final class RecordRate {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final Ticker ticker;
    private double tokens;
    private long last;

    /** A rate with a full bucket. */
    public RecordRate(int perSecond, Ticker ticker) {
        this.perSecond = perSecond;
        this.ticker = ticker;
        tokens = perSecond;
        last = ticker.read();
    }

    /**
     * Takes a token for each record.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where there are not enough, with the time until there are
     */
    public synchronized void take(int records) {
        long now = ticker.read();
        tokens = Math.min(perSecond, tokens + (now - last) / NANOS * perSecond);
        last = now;
        double missing = Math.min(records, perSecond) - tokens;
        if (missing > 0) {
            throw Failure.tooMany(
                    "You may send %s a second (records-per-second of your rule)"
                            .formatted(Count.of(perSecond, "record")),
                    Duration.ofNanos((long) Math.ceil(missing / perSecond * NANOS)));
        }
        tokens -= records;
    }
}
