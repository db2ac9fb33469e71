package dev.weir.http;

import dev.weir.model.Failure;

/** The HTTP status of each kind of failure. */
public final class Statuses {

    private Statuses() {}

    /** Total: every kind has one. */
    public static int of(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNPROCESSABLE -> 422;
            case TOO_MANY -> 429;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
            case UNKNOWN_OUTCOME -> 504;
        };
    }
}
