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
 * A client that asks the one broker it is told to ask.
 *
 * <p>Kafka's own clients leave the address they were given for those that brokers advertise, and say no more than that
 * time is up where these cannot be reached. This one takes the same settings, TLS and SASL among them, and stays.
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
     * @throws KafkaException where they make no sense
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
     * The brokers of the cluster with the addresses they advertise, as the broker at this address knows them.
     *
     * @throws IOException where it closes the connection or does not answer in time
     * @throws KafkaException where it does not let us in
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
     * Returns when a broker has taken us in: the handshakes of TLS, of SASL and of versions are done.
     *
     * @throws IOException where it closes the connection or does not answer in time
     * @throws KafkaException where it does not let us in
     */
    void connect(Node node) throws IOException {
        if (!NetworkClientUtils.awaitReady(client, node, time, TIMEOUT_MILLIS)) {
            throw new IOException("does not answer within %d ms".formatted(TIMEOUT_MILLIS));
        }
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
