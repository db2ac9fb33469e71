package dev.weir.channels.push.delivery;

/**
 * Whether a receiver gets requests: all that it may, one at a time as a probe while it fails, or none while it is
 * paused.
 */
final class EndpointHealth {

    private final int failureThreshold;
    private final int concurrency;
    private final RetrySchedule schedule;
    private final Listener listener;
    private PushStatus status = PushStatus.ACTIVE;
    private String reason = "";
    private int failures;
    private long notBeforeNanos = Long.MIN_VALUE;

    /** Is told once of each change. */
    interface Listener {

        /** The status changed; the reason is empty for {@link PushStatus#ACTIVE}. */
        void changed(PushStatus status, String reason);
    }

    /**
     * The health of a receiver that is assumed to work.
     *
     * @param failureThreshold the failures in a row after which it counts as failing
     * @param concurrency the maximum number of requests at once
     */
    EndpointHealth(int failureThreshold, int concurrency, RetrySchedule schedule, Listener listener) {
        this.failureThreshold = failureThreshold;
        this.concurrency = concurrency;
        this.schedule = schedule;
        this.listener = listener;
    }

    PushStatus status() {
        return status;
    }

    /** Why the receiver is not active; empty where it is. */
    String reason() {
        return reason;
    }

    /** The maximum number of requests at once now. */
    int maxInFlight() {
        return switch (status) {
            case ACTIVE -> concurrency;
            case FAILING -> 1;
            case PAUSED -> 0;
        };
    }

    /** When the next request may begin at the earliest. */
    long notBeforeNanos() {
        return notBeforeNanos;
    }

    /** The receiver handled a request; returns whether it had failed before. */
    boolean succeeded() {
        failures = 0;
        if (status != PushStatus.FAILING) {
            return false;
        }
        notBeforeNanos = Long.MIN_VALUE;
        change(PushStatus.ACTIVE, "");
        return true;
    }

    /** The receiver failed, and is to be asked again later. */
    void failed(long nowNanos, PushResponse response) {
        failures++;
        long wait = RetrySchedule.waitNanos(response.retryAfter());
        if (status == PushStatus.ACTIVE && failures >= failureThreshold) {
            change(PushStatus.FAILING, response.problem());
        }
        if (status == PushStatus.FAILING) {
            reason = response.problem();
            wait = Math.max(wait, schedule.backoffNanos(failures - failureThreshold + 1));
        }
        if (wait > 0) {
            notBeforeNanos = Math.max(notBeforeNanos, nowNanos + wait);
        }
    }

    /** Stops requests until {@link #resume}. */
    void pause(String why) {
        change(PushStatus.PAUSED, why);
    }

    /** Sends requests again, also where the receiver has asked to wait. */
    void resume() {
        failures = 0;
        notBeforeNanos = Long.MIN_VALUE;
        change(PushStatus.ACTIVE, "");
    }

    private void change(PushStatus next, String why) {
        reason = why;
        if (status != next) {
            status = next;
            listener.changed(next, why);
        }
    }
}
