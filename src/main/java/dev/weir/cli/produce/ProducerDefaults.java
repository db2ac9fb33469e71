package dev.weir.cli.produce;

import dev.weir.model.Acks;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Producer settings for throughput; settings of the user override them. */
final class ProducerDefaults {

    private static final int BATCH_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;

    /** Long enough that buffered records do not fail only because Kafka is slow. */
    private static final int DELIVERY_MILLIS = 120_000;

    private ProducerDefaults() {}

    /**
     * The settings.
     *
     * @param connection the settings of the connection
     * @param isInteractive whether a user waits for each record
     */
    static Map<String, Object> of(
            Map<String, Object> connection,
            TargetTopic target,
            Acks acks,
            CompressionCodec compression,
            boolean isInteractive) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, isInteractive ? 0 : 10);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(BATCH_BYTES, target.maxRecordBytes()));
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, 2L * target.maxRecordBytes()));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, target.maxRecordBytes());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
        settings.putAll(connection);
        // A broker takes longer to append a large batch than to answer a metadata request.
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.ACKS_CONFIG, acks.setting());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks == Acks.ALL);
        if (compression != null) {
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression.toString());
        }
        return settings;
    }
}
