package dev.weir.kafka.connector;

import dev.weir.model.HeapShare;
import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

/**
 * Gives each producer a share of the heap for its batches, unless {@code buffer.memory} is set.
 *
 * <p>Kafka's default is 32 MB for each, whatever the heap, and a producer keeps the memory that it once allocated. A
 * channel of the application gets the smallest of Weir's shares.
 */
@ApplicationScoped
class ProducerMemoryCustomizer implements ClientCustomizer<Map<String, Object>> {

    private static final Map<String, HeapShare> SHARES = Map.of(
            "records-all-out", HeapShare.PRODUCER_OF_ALL,
            "records-leader-out", HeapShare.PRODUCER_OF_LEADER,
            "records-none-out", HeapShare.PRODUCER_OF_NONE);

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        if (!settings.containsKey(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG)
                || settings.containsKey(ProducerConfig.BUFFER_MEMORY_CONFIG)) {
            return settings;
        }
        var share = SHARES.getOrDefault(channel, HeapShare.PRODUCER_OF_NONE);
        var changed = new HashMap<>(settings);
        changed.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(share.bytes()));
        return changed;
    }
}
