package dev.weir.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The failure of a request: a kind for programs and a message for people.
 *
 * <p>Every package throws it; one class maps it to an HTTP response, another to an exit code. It has no stack trace,
 * because it is a response and not a defect.
 */
public final class Failure extends RuntimeException {

    /** The kind of a failure; each is handled differently. */
    public enum Kind {
        /** The request is malformed. */
        INVALID,
        /** The request is well formed but cannot be executed. */
        UNPROCESSABLE,
        /** Weir does not know who the client is. */
        UNAUTHENTICATED,
        /** Kafka, or Weir, does not allow it. */
        FORBIDDEN,
        NOT_FOUND,
        /** The client took too long to send the request; it was not executed. */
        TOO_SLOW,
        /** The state of the resource conflicts with the request. */
        CONFLICT,
        /** A condition that the request names does not hold; it was not executed. */
        PRECONDITION_FAILED,
        TOO_LARGE,
        /** The media type of the body is not supported. */
        UNSUPPORTED,
        /** The request is for another server. */
        MISDIRECTED,
        /** A limit is exceeded; the request was not executed. */
        TOO_MANY,
        /** Kafka is unavailable; the request was not executed. */
        UNAVAILABLE,
        /** A timeout; the request may have been executed, once. */
        UNKNOWN_OUTCOME,
        /** A defect of Weir. */
        INTERNAL
    }

    private final Kind kind;
    private final List<String> details;
    private final Duration retryAfter;

    /**
     * A failure with a cause for the log.
     *
     * @param cause may be null
     */
    public Failure(Kind kind, String message, Throwable cause) {
        this(kind, message, List.of(), null, cause);
    }

    private Failure(Kind kind, String message, List<String> details, Duration retryAfter, Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
        this.details = List.copyOf(details);
        this.retryAfter = retryAfter;
    }

    /** An invalid request, with a message that says what is wrong and what to do. */
    public static Failure invalid(String message) {
        return new Failure(Kind.INVALID, message, null);
    }

    /**
     * A body with an invalid field.
     *
     * @param path of the field, such as {@code $.records[3].partition}
     */
    public static Failure invalidAt(String path, String message) {
        return at(Kind.INVALID, path, message);
    }

    /** A well-formed body with a field whose value cannot be used. */
    public static Failure unprocessableAt(String path, String message) {
        return at(Kind.UNPROCESSABLE, path, message);
    }

    /** A well-formed request that cannot be executed. */
    public static Failure unprocessable(String message) {
        return of(Kind.UNPROCESSABLE, message);
    }

    /** A request for what does not exist. */
    public static Failure notFound(String message) {
        return of(Kind.NOT_FOUND, message);
    }

    /** A request that is not allowed. */
    public static Failure forbidden(String message) {
        return of(Kind.FORBIDDEN, message);
    }

    /** A request that the state of its resource excludes. */
    public static Failure conflict(String message) {
        return of(Kind.CONFLICT, message);
    }

    /** A request that was not executed, because what it needs does not respond. */
    public static Failure unavailable(String message) {
        return of(Kind.UNAVAILABLE, message);
    }

    /** A request over a limit that will have room for it after a while. */
    public static Failure tooMany(String message, Duration retryAfter) {
        return new Failure(Kind.TOO_MANY, message, List.of(), retryAfter, null);
    }

    /** A failure without a cause. */
    public static Failure of(Kind kind, String message) {
        return new Failure(kind, message, null);
    }

    private static Failure at(Kind kind, String path, String message) {
        var detail = path + ": " + message;
        return new Failure(kind, "The body is not valid: " + detail, List.of(detail), null, null);
    }

    /** The kind, for programs. */
    public Kind kind() {
        return kind;
    }

    /** How long the same request fails again; empty where that is unknown. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The invalid fields of the body with what is wrong; empty for other failures. */
    public List<String> details() {
        return details;
    }
}
