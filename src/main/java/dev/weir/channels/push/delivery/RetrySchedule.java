package dev.weir.channels.push.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a failed request is sent again: after a back-off that doubles up to a maximum, varied by a fifth so that pushes
 * do not retry in step.
 *
 * @param backoff before the second attempt
 * @param maxBackoff the longest back-off
 * @param timeout how long a record is sent again before it becomes a dead letter
 * @param random between 0 and 1
 */
public record RetrySchedule(Duration backoff, Duration maxBackoff, Duration timeout, DoubleSupplier random) {

    private static final double JITTER = 0.2;
    private static final int MAX_DOUBLINGS = 30;
    /** A receiver cannot stop a push for longer. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    /** The back-off after some failed attempts, at least 1, in nanoseconds. */
    long backoffNanos(int attempts) {
        double doubled = (double) backoff.toNanos() * (1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        double bounded = Math.min(doubled, (double) maxBackoff.toNanos());
        return (long) (bounded * (1 - JITTER + 2 * JITTER * random.getAsDouble()));
    }

    /** The wait that a receiver asks for, in nanoseconds; 0 where it asks for none. */
    static long waitNanos(Duration retryAfter) {
        if (retryAfter == null) {
            return 0;
        }
        return (retryAfter.compareTo(MAX_RETRY_AFTER) < 0 ? retryAfter : MAX_RETRY_AFTER).toNanos();
    }

    /** Whether a record that has failed for so long becomes a dead letter. */
    boolean isOver(long failingNanos) {
        return failingNanos >= timeout.toNanos();
    }
}
