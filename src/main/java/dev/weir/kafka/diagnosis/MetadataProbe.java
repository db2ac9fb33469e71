package dev.weir.kafka.diagnosis;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * A client that connects to one broker only.
 *
 * <p>Kafka's own clients replace the bootstrap address by the advertised ones, and report only a timeout where those
 * are unreachable. This client has the same settings, including TLS and SASL, and keeps its address.
 */
final class MetadataProbe implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_RESPONSE_BYTES = 16 * 1024 * 1024;
    private static final int BACKOFF_MILLIS = 50;

    private final Time time = Time.SYSTEM;
    private final Metrics metrics = new Metrics();
    private final NetworkClient client;

    /**
     * A client that is not connected.
     *
     * @param kafka settings of Kafka's clients
     * @throws KafkaException where they are invalid
     */
    MetadataProbe(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        var config = new AdminClientConfig(settings);
        var log = new LogContext();
        var channels = ClientUtils.createChannelBuilder(config, time, log);
        var selector = new Selector(
                MAX_RESPONSE_BYTES,
                config.getLong(CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG),
                metrics,
                time,
                "weir-probe",
                Map.of(),
                false,
                channels,
                log);
        client = new NetworkClient(
                selector,
                new ManualMetadataUpdater(),
                "weir-probe",
                1,
                BACKOFF_MILLIS,
                BACKOFF_MILLIS,
                Selector.USE_DEFAULT_BUFFER_SIZE,
                Selector.USE_DEFAULT_BUFFER_SIZE,
                TIMEOUT_MILLIS,
                TIMEOUT_MILLIS,
                TIMEOUT_MILLIS,
                time,
                true,
                new ApiVersions(),
                log,
                MetadataRecoveryStrategy.NONE);
    }

    /**
     * The brokers of the cluster with their advertised addresses, from the broker at this address.
     *
     * @throws IOException where the broker closes the connection or does not respond in time
     * @throws KafkaException where authentication fails
     */
    Collection<Node> brokers(String host, int port) throws IOException {
        var node = new Node(-1, host, port);
        connect(node);
        var request = client.newClientRequest(
                node.idString(), new MetadataRequest.Builder(List.of(), false), time.milliseconds(), true);
        var response = NetworkClientUtils.sendAndReceive(client, request, time);
        return ((MetadataResponse) response.responseBody()).brokers();
    }

    /**
     * Returns when the connection is ready: after the handshakes of TLS and SASL and the exchange of versions.
     *
     * @throws IOException where the broker closes the connection or does not respond in time
     * @throws KafkaException where authentication fails
     */
    void connect(Node node) throws IOException {
        if (!NetworkClientUtils.awaitReady(client, node, time, TIMEOUT_MILLIS)) {
            throw new IOException("does not respond within %d ms".formatted(TIMEOUT_MILLIS));
        }
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
