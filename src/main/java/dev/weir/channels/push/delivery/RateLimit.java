package dev.weir.channels.push.delivery;

/** Spreads records over time, with bursts of at most a tenth of a second. */
final class RateLimit {

    private static final double NANOS = 1e9;
    private static final double BURST_SECONDS = 0.1;

    private final double recordsPerSecond;
    private long freeNanos = Long.MIN_VALUE;

    /**
     * A limit.
     *
     * @param recordsPerSecond 0 for none
     */
    RateLimit(double recordsPerSecond) {
        this.recordsPerSecond = recordsPerSecond;
    }

    /** When the next request may begin; in the past or now where it may at once. */
    long notBeforeNanos() {
        return freeNanos == Long.MIN_VALUE ? Long.MIN_VALUE : freeNanos - (long) (BURST_SECONDS * NANOS);
    }

    void count(int records, long nowNanos) {
        if (recordsPerSecond > 0) {
            freeNanos = Math.max(freeNanos, nowNanos) + (long) (records / recordsPerSecond * NANOS);
        }
    }
}
