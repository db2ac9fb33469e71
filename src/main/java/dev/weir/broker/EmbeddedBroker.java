package dev.weir.broker;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Starts a Kafka for dev mode before the channels connect.
 *
 * <p>Live reload creates a new bean each time, which finds the broker of the first one still running.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class EmbeddedBroker {

    static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    static final String PORT = "weir.broker.port";

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(30);

    private final BrokerDirectory directory =
            new BrokerDirectory(Launcher.buildDirectory().resolve("kafka"));

    void start(@Observes @Priority(1) StartupEvent event, Config config) {
        if (isOurs(config.getConfigValue(BOOTSTRAP_SERVERS).getRawValue())) {
            var port = config.getValue(PORT, Integer.class);
            awaitShutdown();
            if (LoopbackPorts.isListening(port)) {
                reuse(port);
            } else {
                launch(port);
            }
        }
    }

    /** Whether the address is the default one with the port of this broker, and not set by the user. */
    static boolean isOurs(String bootstrapServers) {
        return bootstrapServers != null && bootstrapServers.contains("${" + PORT);
    }

    /** The broker of a dev mode that has just ended still responds while it shuts down, and must not be used. */
    private void awaitShutdown() {
        Conditions.until(
                LEAVE_TIMEOUT, () -> !directory.isInUse() || directory.owner().isPresent());
    }

    private void reuse(int port) {
        if (!KafkaProbe.findsKafka(port)) {
            throw new ConfigurationException(
                    "What listens on " + LoopbackPorts.address(port) + " is not Kafka. Set " + PORT
                            + " to a free port, or " + BOOTSTRAP_SERVERS + " to the Kafka you want to use.",
                    Set.of(PORT, BOOTSTRAP_SERVERS));
        }
        // After a live reload this is not worth a message.
        var level = directory.owner().filter(ProcessHandle.current()::equals).isPresent()
                ? Logger.Level.DEBUG
                : Logger.Level.INFO;
        LOG.logf(level, "Using the Kafka that already listens on %s", LoopbackPorts.address(port));
    }

    private void launch(int port) {
        var start = System.nanoTime();
        var broker =
                new BrokerProcess(directory, NodeConfig.standalone(port, Map.of("auto.create.topics.enable", "true")));
        broker.start();
        LOG.infof(
                "Embedded Kafka %s listens on %s, data in target/%s (started in %.1f s)",
                Launcher.create().kafkaVersion(),
                broker.bootstrapServers(),
                directory.path().getFileName(),
                (System.nanoTime() - start) / 1e9);
    }
}
