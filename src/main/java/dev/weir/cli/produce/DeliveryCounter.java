package dev.weir.cli.produce;

import dev.weir.model.Failure;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Counts the outcomes of records and reports failed records; thread-safe. */
final class DeliveryCounter {

    private static final int MAX_LISTED = 10;

    private final Consumer<String> messages;
    private long stored;
    private long failed;
    private volatile Failure fatal;
    private RecordMetadata last;

    /**
     * A counter at zero.
     *
     * @param messages receives a sentence for each of the first failed records
     */
    DeliveryCounter(Consumer<String> messages) {
        this.messages = messages;
    }

    /** The broker has acknowledged a record. */
    synchronized void stored(RecordMetadata metadata) {
        stored++;
        last = metadata;
    }

    /** A record failed, or its outcome is unknown. */
    synchronized void failed(InputLocation location, Failure failure) {
        failed++;
        if (failed <= MAX_LISTED) {
            messages.accept(location + ": " + failure.getMessage());
        } else if (failed == MAX_LISTED + 1) {
            messages.accept("More records failed; further failures are only counted");
        }
        if (fatal == null && affectsAll(failure)) {
            fatal = failure;
        }
    }

    /** An input cannot be read further; records read before are sent. */
    synchronized void unreadable(String input, IOException reason) {
        failed++;
        fatal = Failure.of(Failure.Kind.INTERNAL, "%s cannot be read: %s".formatted(input, reason.getMessage()));
        messages.accept(fatal.getMessage());
    }

    synchronized long stored() {
        return stored;
    }

    synchronized long failed() {
        return failed;
    }

    /** The failure that would affect all further records, or null. It takes no lock, as each record asks for it. */
    Failure fatal() {
        return fatal;
    }

    /** The metadata of the last acknowledged record; null before the first. */
    synchronized RecordMetadata last() {
        return last;
    }

    /** Whether a failure affects all records, and not only the one that failed. */
    private static boolean affectsAll(Failure failure) {
        return switch (failure.kind()) {
            case INVALID, UNPROCESSABLE, TOO_LARGE, UNSUPPORTED -> false;
            case UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    PRECONDITION_FAILED,
                    TOO_MANY,
                    TOO_SLOW,
                    MISDIRECTED,
                    UNAVAILABLE,
                    UNKNOWN_OUTCOME,
                    INTERNAL -> true;
        };
    }
}
