package dev.weir.reading;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Polls for one reader again and again, on its strand, until it is closed.
 *
 * <p>A poll decides when the next one is due: after a back-off while there is nothing to read, or not before the loop
 * is woken, because there is no room for more records. At most one poll is due at a time.
 */
public final class PollLoop {

    private final Strand strand;
    private final Runnable poll;
    private long turn;
    private int idlePolls;
    private boolean closed;

    PollLoop(Function<Consumer<Throwable>, Strand> strands, Runnable poll, Consumer<Throwable> onDefect) {
        this.poll = poll;
        strand = strands.apply(defect -> {
            if (!closed) {
                onDefect.accept(defect);
            }
        });
    }

    /** Runs a task on the strand, unless the loop is closed by then. From any thread. */
    public void run(Runnable task) {
        run(task, () -> {});
    }

    /**
     * Runs a task on the strand. From any thread.
     *
     * @param ifClosed runs in place of the task where the loop is closed, on the strand or on the calling thread
     */
    public void run(Runnable task, Runnable ifClosed) {
        if (!strand.run(() -> (closed ? ifClosed : task).run())) {
            ifClosed.run();
        }
    }

    /**
     * Continues with the result of a stage, or with its exception, on the strand, unless the loop is closed by then.
     */
    public <T> void run(CompletionStage<T> stage, BiConsumer<T, Throwable> next) {
        stage.whenComplete((result, thrown) -> run(() -> next.accept(result, thrown)));
    }

    /** Runs a task on the strand after a delay, unless the loop is closed by then. */
    public void runAfter(Duration delay, Runnable task) {
        strand.later(delay, () -> {
            if (!closed) {
                task.run();
            }
        });
    }

    /** Polls as soon as a thread is free. From any thread. */
    public void wake() {
        run(this::pollNow);
    }

    /** Polls; on the strand. A poll that was due later is not due any more, and the next back-off is short again. */
    public void pollNow() {
        idlePolls = 0;
        poll(++turn);
    }

    /** Polls later, unless the loop is woken before; on the strand. */
    public void pollAfter(Duration delay) {
        long mine = turn;
        strand.later(delay, () -> poll(mine));
    }

    /** As {@link #pollAfter}, each time twice as long as the last; from a millisecond up to a limit. */
    public void backOff(Duration limit) {
        pollAfter(Duration.ofMillis(Math.min(1L << Math.min(idlePolls++, 10), limit.toMillis())));
    }

    /** Sets whether a poll is one of a consumer, whose number decides how often each is polled. */
    public void pollsConsumer(boolean isPolled) {
        strand.count(isPolled);
    }

    /** Whether the last poll has backed off. */
    public boolean isIdle() {
        return idlePolls > 0;
    }

    /** Polls no more; on the strand. */
    public void close() {
        closed = true;
        strand.close();
    }

    private void poll(long mine) {
        if (!closed && mine == turn) {
            poll.run();
        }
    }
}
