package dev.weir.consumers;

import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * The one poll of an instance that waits, if one does.
 *
 * <p>Used on the instance's strand; only {@link #isThere()} may be asked from any thread.
 */
final class PendingPoll {

    private static final String NO_RECORDS = "[]";

    private volatile PollRequest poll;
    private long deadline;

    /** Lets a poll wait; one that still does is answered with no records, for its client has given it up. */
    void begin(PollRequest newest, Duration patience) {
        answerNone();
        poll = newest;
        deadline = System.nanoTime() + patience.toNanos();
    }

    boolean isThere() {
        return poll != null;
    }

    /** Whether it has waited as long as it was to. */
    boolean isOver() {
        return System.nanoTime() >= deadline;
    }

    /** As the one that waits has it. */
    long maxBytes() {
        return poll.maxBytes();
    }

    /** Takes the poll to answer it; null when there is none. */
    PollRequest take() {
        var taken = poll;
        poll = null;
        return taken;
    }

    /** Answers with no records. */
    void answerNone() {
        if (isThere()) {
            take().answer(Buffer.buffer(NO_RECORDS), written -> {});
        }
    }

    /** Answers with the reason why there are no records. */
    void refuse(Failure failure) {
        if (isThere()) {
            take().refuse(failure);
        }
    }

    /** Forgets the poll, if it is this one. */
    void abandon(PollRequest gone) {
        if (gone.equals(poll)) {
            poll = null;
        }
    }
}
