package dev.weir.model;

import java.util.List;

/**
 * Why something could not be done: a kind for machines and a sentence for a person.
 *
 * <p>Thrown by every room; turned into HTTP in one place and into exit codes in one other. It carries no stack trace,
 * because it is an answer and not a defect.
 */
public final class Failure extends RuntimeException {

    /** The kind of a failure, as far as callers treat kinds differently. */
    public enum Kind {
        /** The request is malformed. */
        INVALID,
        /** The request is well formed and asks for something that cannot be. */
        UNPROCESSABLE,
        /** Weir does not know who the client is. */
        UNAUTHENTICATED,
        /** Kafka, or Weir, does not allow it. */
        FORBIDDEN,
        NOT_FOUND,
        /** The client took too long to say what it wants; surely not done. */
        TOO_SLOW,
        /** It is in another state than the request takes for granted. */
        CONFLICT,
        TOO_LARGE,
        /** The body is in a form that is not read here. */
        UNSUPPORTED,
        /** It is for another server than this one. */
        MISDIRECTED,
        /** Too much at once; surely not done. */
        TOO_MANY,
        /** Kafka cannot be reached or does not serve; surely not done. */
        UNAVAILABLE,
        /** No answer in time; it may have been done, once. */
        UNKNOWN_OUTCOME,
        /** A defect of ours. */
        INTERNAL
    }

    private final Kind kind;
    private final List<String> details;

    /**
     * A failure of a kind, with the cause kept for the log.
     *
     * @param cause what led to it, may be null
     */
    public Failure(Kind kind, String message, Throwable cause) {
        this(kind, message, List.of(), cause);
    }

    private Failure(Kind kind, String message, List<String> details, Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
        this.details = List.copyOf(details);
    }

    /** A request that makes no sense, with a sentence that says what was wrong and what to do. */
    public static Failure invalid(String message) {
        return new Failure(Kind.INVALID, message, null);
    }

    /**
     * A body that makes no sense at one place.
     *
     * @param path where, as a JSON path such as {@code $.records[3].partition}
     */
    public static Failure invalidAt(String path, String message) {
        return at(Kind.INVALID, path, message);
    }

    /** A well-formed body that asks at one place for what cannot be. */
    public static Failure unprocessableAt(String path, String message) {
        return at(Kind.UNPROCESSABLE, path, message);
    }

    /** A failure of a kind, without a cause. */
    public static Failure of(Kind kind, String message) {
        return new Failure(kind, message, null);
    }

    private static Failure at(Kind kind, String path, String message) {
        var detail = path + ": " + message;
        return new Failure(kind, "The body is not valid: " + detail, List.of(detail), null);
    }

    /** The kind, for programs; the message is for people. */
    public Kind kind() {
        return kind;
    }

    /** Places in the body with what is wrong there; empty when the body is not to blame. */
    public List<String> details() {
        return details;
    }
}
