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

    /** Starts a daemon thread. */
    static void start() {
        var thread = new Thread(ClassPreloader::load, "class-preloader");
        thread.setDaemon(true);
        // The command that needs the class fails in the same way, and reports it.
        thread.setUncaughtExceptionHandler((preloader, failure) -> {});
        thread.start();
    }

    private static void load() {
        Objects.requireNonNull(ApiKeys.METADATA.messageType);
        Objects.requireNonNull(Errors.NONE);
        Objects.requireNonNull(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
