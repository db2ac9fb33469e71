package dev.weir.http;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process when a stop has taken as long as it may, whatever holds it up.
 *
 * <p>Every part of a stop has a timeout of its own, and together they stay below this one on a machine that has time
 * for them. On one that has not, or where a library waits for something that does not come, this is what keeps the
 * promise. The thread exists from the start, because a machine in need may have none to give at the end.
 */
@ApplicationScoped
class ShutdownDeadline {

    /** How the process ends then; a stop in time ends as the signal has it, 143. */
    private static final int EXIT_CODE = 1;

    /** For the last words, which a full disk or a closed terminal may hold up too. */
    private static final Duration LAST_WORDS = Duration.ofMillis(250);

    /** What ending a process costs where others want the processor. */
    private static final Duration RESERVE = Duration.ofMillis(500);

    private final Duration timeout;
    private final CountDownLatch begun = new CountDownLatch(1);

    ShutdownDeadline(ShutdownConfig config) {
        timeout = config.timeout();
    }

    /** Not in dev mode and tests, where the process outlives the application. */
    void arm(@Observes StartupEvent started) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            daemon("weir-stop-deadline", this::keep).start();
            // A hook holds up the end until it returns, and all run at the same time.
            Runtime.getRuntime().addShutdownHook(new Thread(begun::countDown, "weir-stop-begun"));
        }
    }

    private void keep() {
        try {
            begun.await();
            TimeUnit.NANOSECONDS.sleep(timeout.minus(RESERVE).toNanos());
            var words = daemon("weir-stop-words", this::say);
            words.start();
            words.join(LAST_WORDS.toMillis());
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private void say() {
        Log.errorf(
                "Weir has not stopped within %s (weir.stop.timeout) and is ended; requests that are not answered have no"
                        + " known outcome",
                timeout);
    }

    private static Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
