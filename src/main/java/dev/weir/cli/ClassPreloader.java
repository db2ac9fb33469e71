package dev.weir.cli;

import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Preloads Kafka's slow classes on a second thread while arguments are parsed.
 *
 * <p>A thread that needs a class earlier waits for its initialization as usual; nothing else depends on the preloader.
 */
final class ClassPreloader {

    private ClassPreloader() {}

    /** Preloads on a daemon thread; returns at once. */
    static void start() {
        thread().start();
    }

    /**
     * Preloads, and returns when that is done.
     *
     * <p>For a JVM that writes a class archive when it ends: that of JDK 25 crashes where a thread still links lambdas.
     */
    static void run() {
        var thread = thread();
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread() {
        var thread = new Thread(ClassPreloader::load, "class-preloader");
        thread.setDaemon(true);
        // The command that needs the class fails in the same way, and reports it.
        thread.setUncaughtExceptionHandler((preloader, failure) -> {});
        return thread;
    }

    private static void load() {
        Objects.requireNonNull(ApiKeys.METADATA.messageType);
        Objects.requireNonNull(Errors.NONE);
        Objects.requireNonNull(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
