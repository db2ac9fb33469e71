package dev.weir.reading;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Runs the tasks of one consumer one after the other, on any free thread.
 *
 * <p>Each task sees what the one before it did. After each task the others' have their turn.
 */
final class Strand implements AutoCloseable {

    private final ScheduledExecutorService threads;
    private final Consumer<Throwable> onDefect;
    private final IntConsumer count;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean busy;
    private boolean counts;
    private boolean closed;

    /**
     * A strand that counts as that of a consumer that is polled.
     *
     * @param count receives the changes of the number of such strands
     */
    Strand(ScheduledExecutorService threads, Consumer<Throwable> onDefect, IntConsumer count) {
        this.threads = threads;
        this.onDefect = onDefect;
        this.count = count;
        count(true);
    }

    /** Sets whether this counts as the strand of a consumer that is polled. */
    synchronized void count(boolean isPolled) {
        if (counts != isPolled) {
            counts = isPolled;
            count.accept(isPolled ? 1 : -1);
        }
    }

    /**
     * Does it as soon as a thread is free; returns at once. From any thread.
     *
     * @return whether it will be done; not, where the strand is closed
     */
    synchronized boolean run(Runnable task) {
        if (closed || threads.isShutdown()) {
            return false;
        }
        tasks.add(task);
        if (!busy) {
            busy = true;
            threads.execute(this::next);
        }
        return true;
    }

    /** Runs a task after those that are submitted before its delay is over. */
    synchronized void later(Duration delay, Runnable task) {
        if (!closed && !threads.isShutdown()) {
            var unused = threads.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Rejects further tasks; those already submitted still run. */
    @Override
    public synchronized void close() {
        closed = true;
        count(false);
    }

    private void next() {
        try {
            var task = first();
            if (task != null) {
                task.run();
            }
        } catch (RuntimeException | Error defect) {
            Log.error("A task of a reader failed with a defect of ours", defect);
            onDefect.accept(defect);
        } finally {
            goOn();
        }
    }

    private synchronized Runnable first() {
        return tasks.poll();
    }

    private synchronized void goOn() {
        busy = !tasks.isEmpty() && !threads.isShutdown();
        if (busy) {
            threads.execute(this::next);
        }
    }
}
