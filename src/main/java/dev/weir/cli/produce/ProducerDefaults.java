package dev.weir.cli.produce;

import dev.weir.model.Acks;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of a producer that is good at many records in little time; what the user has set stands. */
final class ProducerDefaults {

    private static final int BATCH_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;

    /** What may wait in memory for a slow Kafka has this long, so that one that is slow is no failure. */
    private static final int DELIVERY_MILLIS = 120_000;

    private ProducerDefaults() {}

    /**
     * The settings.
     *
     * @param connection says where Kafka is
     * @param isPrompt whether somebody waits for each record
     */
    static Map<String, Object> of(
            Map<String, Object> connection, TargetTopic target, Acks acks, String compression, boolean isPrompt) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, isPrompt ? 0 : 10);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(BATCH_BYTES, target.largest()));
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, 2L * target.largest()));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, target.largest());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
        settings.putAll(connection);
        // A broker that is busy writing a large batch is given more time than one that is asked a question.
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.ACKS_CONFIG, acks.setting());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks == Acks.ALL);
        if (compression != null) {
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        }
        return settings;
    }
}
