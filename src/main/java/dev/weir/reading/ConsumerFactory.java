package dev.weir.reading;

import dev.weir.kafka.BatchSizes;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.HeapShare;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Creates the consumers that read for HTTP clients; channels create their own.
 *
 * <p>They have every setting under {@code kafka.*}, and none from a request. They do not commit automatically: Kafka's
 * automatic commit covers all fetched records, also those that no client has received yet.
 */
@ApplicationScoped
public class ConsumerFactory {

    private static final int API_TIMEOUT_MILLIS = 3_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

    /** The fetch size bounds a poll sooner, unless records are small. */
    private static final int MAX_RECORDS = 2_000;

    private final Map<String, Object> base;
    private final FetchBudget budget;
    private final BatchSizes batches;
    private final boolean payloads;

    ConsumerFactory(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            FetchBudget budget,
            BatchSizes batches,
            @ConfigProperty(name = "weir.access.payloads", defaultValue = "true") boolean payloads) {
        this.budget = budget;
        this.batches = batches;
        this.payloads = payloads;
        base = new HashMap<>(kafka);
        base.putIfAbsent(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        base.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        base.putIfAbsent(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000);
        base.remove(ConsumerConfig.GROUP_ID_CONFIG);
        base.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        base.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        base.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        base.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        // Consumers detect new topics and partitions within this time.
        base.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        // The operating system sizes the buffer; with Kafka's 64 KB a large response takes many reads.
        base.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        // There may be hundreds of consumers, and their metrics would be as many meters each.
        base.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        base.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    /**
     * Creates consumers with these settings, for a program without CDI; they share the heap as in Weir.
     *
     * @param admin connects to the same cluster
     */
    public static ConsumerFactory to(Map<String, Object> settings, KafkaAdmin admin) {
        return new ConsumerFactory(settings, new FetchBudget(HeapShare.READING.bytes()), new BatchSizes(admin), true);
    }

    /**
     * Creates a consumer, for use by one thread at a time; it connects when it is first polled.
     *
     * @param clientId unique in this process
     * @param settings override those of all consumers
     */
    public Consumer<byte[], byte[]> open(String clientId, Map<String, Object> settings) {
        var all = new HashMap<>(base);
        all.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        all.putAll(settings);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Creates a reader without a group, within the budget that all readers share.
     *
     * @param clientId unique in this process
     * @param settings override those of all consumers, except fetch sizes
     * @param maxBytes to fetch at a time
     */
    public BoundedReader reader(String clientId, Map<String, Object> settings, long maxBytes) {
        return reader(clientId, settings, maxBytes, payloads);
    }

    /**
     * Creates a reader like {@link #reader}, with values and headers also where clients may not read them: for records
     * that are sent back to Kafka.
     */
    public BoundedReader copyingReader(String clientId, Map<String, Object> settings, long maxBytes) {
        return reader(clientId, settings, maxBytes, true);
    }

    private BoundedReader reader(String clientId, Map<String, Object> settings, long maxBytes, boolean payloads) {
        var bytes = new BoundedBytes(budget.largest());
        return new BoundedReader(budget, batches, maxBytes, bytes, share -> {
            var all = new HashMap<>(base);
            all.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
            all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
            all.putAll(settings);
            all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int) share);
            all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, (int) share);
            return new KafkaConsumer<>(all, bytes, payloads ? bytes : bytes.hidingValues());
        });
    }
}
