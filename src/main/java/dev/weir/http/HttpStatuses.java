package dev.weir.http;

import dev.weir.model.Failure;
import java.util.OptionalInt;

/** Maps kinds of failures to HTTP statuses and {@code Retry-After}. */
public final class HttpStatuses {

    /** About as long as a circuit breaker takes to close again. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private HttpStatuses() {}

    /** The {@code Retry-After} of a failure, in seconds, rounded up; empty where a retry does not help. */
    public static OptionalInt retryAfter(Failure failure) {
        return failure.retryAfter()
                .map(wait -> OptionalInt.of((int) wait.plusMillis(999).toSeconds()))
                .orElseGet(() -> switch (failure.kind()) {
                    case UNAVAILABLE, TOO_MANY -> OptionalInt.of(RETRY_AFTER_SECONDS);
                    default -> OptionalInt.empty();
                });
    }

    /** The status of a kind of failure. */
    public static int of(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case TOO_SLOW -> 408;
            case CONFLICT -> 409;
            case PRECONDITION_FAILED -> 412;
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
