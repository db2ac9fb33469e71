package dev.weir.promise;

import java.time.Duration;

/**
 * A record that was sent and what its sender learned of it.
 *
 * @param endNanos when the answer was there, or it was clear that there will be none
 * @param status of the answer; 0 where there was none
 * @param place where it is according to the answer; null where the answer names none
 */
record Attempt(Sent sent, long endNanos, int status, Ending ending, Place place) {

    /** One whose request was answered. */
    static Attempt answered(Sent sent, long endNanos, int status, Place place) {
        return new Attempt(sent, endNanos, status, Ending.of(status), place);
    }

    /** One whose connection broke after something had been sent on it. */
    static Attempt unanswered(Sent sent, long endNanos) {
        return new Attempt(sent, endNanos, 0, Ending.INFO, null);
    }

    /** One for which there was no connection. */
    static Attempt refused(Sent sent, long endNanos) {
        return new Attempt(sent, endNanos, 0, Ending.FAIL, null);
    }

    boolean isOk() {
        return ending == Ending.OK;
    }

    boolean isAnswered() {
        return status != 0;
    }

    Duration took() {
        return Duration.ofNanos(endNanos - sent.startNanos());
    }

    String value() {
        return sent.value();
    }
}
