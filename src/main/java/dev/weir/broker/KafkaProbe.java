package dev.weir.broker;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;

/** Detects whether Kafka listens on a loopback port. */
final class KafkaProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private KafkaProbe() {}

    static boolean findsKafka(int port) {
        return !nodes(port).isEmpty();
    }

    static boolean findsNode(int port, int nodeId) {
        return nodes(port).contains(nodeId);
    }

    /** The ids of the ready nodes, from the broker at this port; empty where there is none. */
    private static Set<Integer> nodes(int port) {
        // A socket first, because a Kafka client without a broker keeps logging warnings.
        if (!LoopbackPorts.isListening(port)) {
            return Set.of();
        }
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                LoopbackPorts.address(port),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "weir-broker-probe",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis()))) {
            return admin.describeCluster().nodes().get().stream().map(Node::id).collect(Collectors.toSet());
        } catch (ExecutionException e) {
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }
}
