package dev.weir.cli.produce;

import dev.weir.model.Failure;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Counts what became of records, and names those that failed; safe for use by many threads. */
final class DeliveryCounter {

    private static final int MAX_LISTED = 10;

    private final Consumer<String> words;
    private long stored;
    private long failed;
    private Failure stopping;
    private RecordMetadata last;

    /**
     * Nothing counted yet.
     *
     * @param words takes a sentence for each of the first records that fail
     */
    DeliveryCounter(Consumer<String> words) {
        this.words = words;
    }

    /** A record is where it was to go. */
    synchronized void stored(RecordMetadata place) {
        stored++;
        last = place;
    }

    /** A record is not there, or nobody knows. */
    synchronized void failed(InputLocation origin, Failure failure) {
        failed++;
        if (failed <= MAX_LISTED) {
            words.accept(origin + ": " + failure.getMessage());
        } else if (failed == MAX_LISTED + 1) {
            words.accept("More records fail; only their number is told");
        }
        if (stopping == null && stops(failure)) {
            stopping = failure;
        }
    }

    /** An input cannot be read on; what it had before is sent. */
    synchronized void broken(String input, IOException reason) {
        failed++;
        stopping = Failure.of(Failure.Kind.INTERNAL, "%s cannot be read: %s".formatted(input, reason.getMessage()));
        words.accept(stopping.getMessage());
    }

    synchronized long stored() {
        return stored;
    }

    synchronized long failed() {
        return failed;
    }

    /** Why the next records would fare no better; null as long as they may. */
    synchronized Failure stopping() {
        return stopping;
    }

    /** The place of one of those that were stored; null before the first. */
    synchronized RecordMetadata last() {
        return last;
    }

    /** What is wrong with one record is nothing to the next. */
    private static boolean stops(Failure failure) {
        return switch (failure.kind()) {
            case INVALID, UNPROCESSABLE, TOO_LARGE, UNSUPPORTED -> false;
            case UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    TOO_MANY,
                    TOO_SLOW,
                    MISDIRECTED,
                    UNAVAILABLE,
                    UNKNOWN_OUTCOME,
                    INTERNAL -> true;
        };
    }
}
