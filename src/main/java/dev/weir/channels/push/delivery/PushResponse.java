package dev.weir.channels.push.delivery;

import java.time.Duration;

/**
 * The outcome of one request to the receiver of a push.
 *
 * @param status of HTTP; 0 where there was no response
 * @param retryAfter how long the receiver asks to wait; null where it does not
 * @param problem what went wrong, for a sentence that begins with the receiver; null for a 2xx response
 * @param excerpt the first bytes of the body, as text; empty where there are none
 */
public record PushResponse(int status, Duration retryAfter, String problem, String excerpt) {

    /** No response, or none in time. */
    public static PushResponse none(String problem) {
        return new PushResponse(0, null, problem, "");
    }

    /** Whether the receiver has the records. */
    public boolean isAccepted() {
        return status >= 200 && status < 300;
    }

    /** Whether the receiver asks for no further requests. */
    public boolean isGone() {
        return status == 410;
    }
}
