package dev.weir.kafka.diagnosis;

import dev.weir.model.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.utils.Utils;

/**
 * Determines why Kafka does not respond: it probes each bootstrap server, and then each address that brokers advertise.
 *
 * <p>Meant for use after a failure: it takes seconds where addresses do not respond, else milliseconds.
 */
public final class ConnectionDiagnosis {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);
    /** For host names whose resolution takes long to fail. */
    private static final Duration LOOKUP_TIMEOUT = Duration.ofMillis(2_500);

    private static final Executor THREADS = work -> {
        var thread = new Thread(work, "weir-probe");
        thread.setDaemon(true);
        thread.start();
    };

    private final Map<String, Object> settings;
    private final boolean isTls;
    private final boolean isSasl;

    /** A diagnosis for clients of these settings. */
    public ConnectionDiagnosis(Map<String, Object> settings) {
        this.settings = settings;
        var protocol = String.valueOf(settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"));
        isTls = protocol.toUpperCase(Locale.ROOT).endsWith("SSL");
        isSasl = protocol.toUpperCase(Locale.ROOT).startsWith("SASL");
    }

    /**
     * The reason why clients cannot use this Kafka.
     *
     * @return {@link Failure.Kind#UNAVAILABLE} with a sentence that names the address; empty where no reason is found
     */
    public Optional<Failure> problem() {
        List<String> reasons = new ArrayList<>();
        for (var server : servers()) {
            var obstacle = obstacle(server);
            if (obstacle != null) {
                reasons.add(server + " " + obstacle);
                continue;
            }
            try {
                var brokers = advertised(server);
                var unreachable = sentences(brokers, broker -> obstacle(broker, true));
                return unreachable.isEmpty()
                        ? Optional.empty()
                        : Optional.of(unavailable(String.join("; ", unreachable)));
            } catch (AuthenticationException refused) {
                return Optional.of(new Failure(
                        Failure.Kind.UNAVAILABLE,
                        "Kafka at %s rejects the authentication: %s".formatted(server, RootCause.of(refused)),
                        refused));
            } catch (IOException | KafkaException closed) {
                reasons.add(server + " " + reason(closed));
            }
        }
        return Optional.of(unavailable("No broker answers: " + String.join("; ", reasons)));
    }

    /**
     * The brokers with the addresses that they advertise.
     *
     * @param server the address of one of them, {@code host:port}
     * @throws IOException where the broker closes the connection or does not respond in time
     * @throws KafkaException where authentication fails
     */
    public Collection<Node> advertised(String server) throws IOException {
        try (var probe = new MetadataProbe(settings)) {
            return probe.brokers(Utils.getHost(server), Utils.getPort(server)).stream()
                    .sorted(Comparator.comparingInt(Node::id))
                    .toList();
        }
    }

    /**
     * A sentence about each of these brokers that is unreachable at its advertised address; opens a connection to each.
     */
    public List<String> unreachable(Collection<Node> brokers) {
        return sentences(brokers, broker -> obstacle(broker, false));
    }

    private static List<String> sentences(Collection<Node> brokers, Function<Node, String> sentence) {
        return brokers.stream()
                .map(broker -> CompletableFuture.supplyAsync(() -> sentence.apply(broker), THREADS))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter(Objects::nonNull)
                .toList();
    }

    private String obstacle(Node broker, boolean isThorough) {
        var obstacle = obstacle(broker.host() + ":" + broker.port());
        if (obstacle == null && isTls && isThorough) {
            obstacle = handshake(broker);
        }
        return obstacle == null
                ? null
                : ("Broker %d advertises the address %s:%d, which %s. Set advertised.listeners of the broker to an"
                                + " address that can be reached from here, or make this one reachable")
                        .formatted(broker.id(), broker.host(), broker.port(), obstacle);
    }

    /** The certificate may be valid for the bootstrap address and not for the advertised one. */
    private String handshake(Node broker) {
        try (var probe = new MetadataProbe(settings)) {
            probe.connect(broker);
            return null;
        } catch (AuthenticationException refused) {
            return "rejects the authentication: " + RootCause.of(refused);
        } catch (IOException | KafkaException closed) {
            return reason(closed);
        }
    }

    private String obstacle(String server) {
        return CompletableFuture.supplyAsync(() -> probe(server).obstacle(isTls), THREADS)
                .completeOnTimeout("does not answer", LOOKUP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private PortProbe probe(String server) {
        var host = Utils.getHost(server);
        var port = Utils.getPort(server);
        return isTls ? tls(host, port) : PortProbe.of(host, port, PROBE_TIMEOUT);
    }

    /** A TLS port closes a plaintext connection or sends an alert; a plaintext port responds in Kafka's protocol. */
    private static PortProbe tls(String host, int port) {
        var connection = PortProbe.connection(host, port, PROBE_TIMEOUT);
        return connection.isUsable(true) ? PortProbe.of(host, port, PROBE_TIMEOUT) : connection;
    }

    private String reason(Exception closed) {
        var message = String.valueOf(closed.getMessage());
        if (message.contains("was disconnected")) {
            return isSasl
                    ? "closes the connection at the first request"
                    : "closes the connection at the first request; it requires SASL (security.protocol=%s)"
                            .formatted(isTls ? "SASL_SSL" : "SASL_PLAINTEXT");
        }
        if (message.startsWith("Connection to ")) {
            return isSasl || isTls ? "closes the connection during the handshake" : "closes the connection";
        }
        return message.startsWith("does not") ? message : "says " + RootCause.of(closed);
    }

    private List<String> servers() {
        var servers = settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        var text = servers instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(servers);
        return List.of(text.split(",")).stream()
                .map(String::strip)
                .filter(server -> Utils.getHost(server) != null && Utils.getPort(server) != null)
                .toList();
    }

    private static Failure unavailable(String sentence) {
        return Failure.unavailable(sentence);
    }
}
