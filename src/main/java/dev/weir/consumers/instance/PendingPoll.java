package dev.weir.consumers.instance;

import dev.weir.http.access.Action;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.Stopwatch;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;

/**
 * The poll of an instance that waits for records, if there is one.
 *
 * <p>Used on the strand of the instance; only {@link #isThere()} may be called from any thread.
 */
final class PendingPoll {

    private static final String NO_RECORDS = "[]";

    private final Stopwatch waiting;
    private final LongSupplier handout;
    private volatile PollRequest poll;
    private Duration timeout = Duration.ZERO;

    /**
     * No poll yet.
     *
     * @param waiting measures how long a poll waits
     * @param handout the number of a response without records
     */
    PendingPoll(Stopwatch waiting, LongSupplier handout) {
        this.waiting = waiting;
        this.handout = handout;
    }

    /** Lets a poll wait. One that still waits is answered without records, because its client has given it up. */
    void begin(PollRequest newest, Duration longest) {
        answerNone();
        poll = newest;
        timeout = longest;
        waiting.restart();
    }

    boolean isThere() {
        return poll != null;
    }

    /** Whether its time is up. */
    boolean isOver() {
        return waiting.elapsed().compareTo(timeout) >= 0;
    }

    /**
     * Whether its client may still read all of these topics; the poll is refused otherwise.
     *
     * <p>A client can lose rights while it waits, and has a pattern's topics until the group has taken them away.
     */
    boolean mayRead(Collection<String> topics) {
        try {
            var now = poll.caller().current();
            topics.forEach(topic -> now.check(Action.READ, new TopicName(topic)));
            return true;
        } catch (Failure refusal) {
            refuse(refusal);
            return false;
        }
    }

    /** The most bytes that the waiting poll takes. */
    long maxBytes() {
        return poll.maxBytes();
    }

    /** Removes the poll to respond to it; null where there is none. */
    PollRequest take() {
        var taken = poll;
        poll = null;
        return taken;
    }

    /** Responds without records. */
    void answerNone() {
        if (isThere()) {
            take().answer(Buffer.buffer(NO_RECORDS), handout.getAsLong(), written -> {});
        }
    }

    /** Responds with the reason why there are no records. */
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
