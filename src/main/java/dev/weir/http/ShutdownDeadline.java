package dev.weir.http;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process when the shutdown exceeds {@code weir.stop.timeout}, whatever blocks it.
 *
 * <p>Every step of the shutdown has its own timeout, and together they stay below this one. On an overloaded machine,
 * or where a library blocks, only this deadline ends the process. Its thread starts with Weir, because an overloaded
 * machine may not be able to start one at the end. The timeout is for Weir's own steps. The JVM has a longer one
 * afterwards: at the first stop it writes the class archive, which takes seconds and delays no client.
 */
@ApplicationScoped
class ShutdownDeadline {

    /** The exit code after the timeout; a shutdown in time exits with that of the signal, 143. */
    private static final int EXIT_CODE = 1;

    /** For the log message, which a full disk or a closed terminal may block too. */
    private static final Duration LOG_TIMEOUT = Duration.ofMillis(250);

    /** Time to halt the process on a busy machine. */
    private static final Duration RESERVE = Duration.ofMillis(500);

    /** The time that the JVM has to end after Weir has stopped. */
    private static final Duration JVM_TIMEOUT = Duration.ofMinutes(2);

    private final Duration timeout;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    ShutdownDeadline(ShutdownConfig config) {
        timeout = config.timeout();
    }

    /** Starts the thread, but not in dev mode and tests, where the process outlives the application. */
    void arm(@Observes StartupEvent started) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            daemon("weir-stop-deadline", this::await).start();
            // Shutdown hooks run in parallel, and the JVM waits for all of them.
            var application = Application.currentApplication();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> observe(application), "weir-stop-begun"));
        }
    }

    /** Runs as a shutdown hook, beside that of Quarkus, which stops the application. */
    private void observe(Application application) {
        begun.countDown();
        application.awaitShutdown();
        stopped.countDown();
    }

    private void await() {
        try {
            begun.await();
            if (stopped.await(timeout.minus(RESERVE).toNanos(), TimeUnit.NANOSECONDS)) {
                TimeUnit.NANOSECONDS.sleep(JVM_TIMEOUT.toNanos());
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            var logger = daemon("weir-stop-logger", this::log);
            logger.start();
            logger.join(LOG_TIMEOUT.toMillis());
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private void log() {
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
