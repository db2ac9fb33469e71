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
 * Sees to it that dev mode has a Kafka to talk to, before the channels connect.
 *
 * <p>Live reload makes a new one of these each time, which finds the broker of the first one still running. There is no
 * {@code @ConfigMapping} for the port, no constructor and no {@code Log}, because for each of them Quarkus would write
 * a class of this room into the packaged application, from which it is left out.
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
            awaitLeaving();
            if (LoopbackPorts.isListening(port)) {
                reuse(port);
            } else {
                launch(port);
            }
        }
    }

    /** Whether the address, as it was written, is still the one that names our port, and not a user's own. */
    static boolean isOurs(String bootstrapServers) {
        return bootstrapServers != null && bootstrapServers.contains("${" + PORT);
    }

    /** The broker of a dev mode that has just ended still answers while it shuts down; it is not one to rely on. */
    private void awaitLeaving() {
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
        // After a live reload this is no news.
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
