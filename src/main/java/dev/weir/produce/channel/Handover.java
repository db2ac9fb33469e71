package dev.weir.produce.channel;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Hands tasks over to the sending thread of a channel, in order.
 *
 * <p>The tasks that an event loop adds while it reads from its connections go together, so that the sending thread is
 * woken once and not for each request. Safe for use by many threads; never blocks.
 */
final class Handover {

    /** A step of a send, for the sending thread. */
    interface Task {

        /** Throws nothing. */
        void run();

        /** The sending thread takes no tasks, because the channel is closed. */
        void refused(Throwable thrown);
    }

    private final Function<Runnable, Uni<Void>> sendingThread;

    /** Of each event loop. */
    private final ThreadLocal<List<Task>> pending = ThreadLocal.withInitial(ArrayList::new);

    /** @param sendingThread has the sending thread run a task when the result is subscribed to */
    Handover(Function<Runnable, Uni<Void>> sendingThread) {
        this.sendingThread = sendingThread;
    }

    /** Hands a task over: after the reads of this event loop, or at once where this thread is none. */
    void add(Task task) {
        if (!Context.isOnEventLoopThread()) {
            pass(List.of(task));
            return;
        }
        var tasks = pending.get();
        tasks.add(task);
        if (tasks.size() == 1) {
            // An event loop runs this when it has read from all connections that have sent something.
            Vertx.currentContext().runOnContext(read -> passPending());
        }
    }

    private void passPending() {
        var tasks = pending.get();
        pending.remove();
        pass(tasks);
    }

    private void pass(List<Task> tasks) {
        sendingThread
                .apply(() -> tasks.forEach(Task::run))
                .subscribe()
                .with(done -> {}, thrown -> tasks.forEach(task -> task.refused(thrown)));
    }
}
