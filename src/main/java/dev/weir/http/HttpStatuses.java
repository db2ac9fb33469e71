package dev.weir.http;

import dev.weir.model.Failure;
import java.util.OptionalInt;

/** The HTTP status of each kind of failure, and when to try again. */
public final class HttpStatuses {

    /** Long enough for a circuit to close again, short enough that nobody waits for nothing. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private HttpStatuses() {}

    /** The seconds after which the same request may do better; empty where it will not. */
    public static OptionalInt retryAfter(int status) {
        return status == 503 || status == 429 ? OptionalInt.of(RETRY_AFTER_SECONDS) : OptionalInt.empty();
    }

    /** Total: every kind has one. */
    public static int of(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case TOO_SLOW -> 408;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 415;
            case MISDIRECTED -> 421;
            case UNPROCESSABLE -> 422;
            case TOO_MANY -> 429;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
            case UNKNOWN_OUTCOME -> 504;
        };
    }
}
