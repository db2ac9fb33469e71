package dev.weir.cli;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Has what Kafka's clients take long to load loaded beside the reading of the command line.
 *
 * <p>Whoever needs a class before it is there waits for it as always; nothing else depends on it.
 */
final class ClassPreloader {

    private ClassPreloader() {}

    /** Begins, on a thread of its own that ends with the process. */
    static void begin() {
        var thread = new Thread(ClassPreloader::load, "head-start");
        thread.setDaemon(true);
        // Whoever needs what cannot be loaded fails too, and tells it in a sentence.
        thread.setUncaughtExceptionHandler((loading, failed) -> {});
        thread.start();
    }

    private static void load() {
        // Each client tells its version over JMX, whether anybody looks or not.
        Objects.requireNonNull(ManagementFactory.getPlatformMBeanServer());
        Objects.requireNonNull(ApiKeys.METADATA.messageType);
        Objects.requireNonNull(Errors.NONE);
        Objects.requireNonNull(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
