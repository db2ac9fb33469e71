package dev.weir.kafka.connector;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

/**
 * Lets only Kafka's producer retry.
 *
 * <p>The connector reads {@code retries} of a channel as its own and passes it on to the producer. Its own retry sends
 * a record again with a new sequence number, so that idempotence does not recognise it. The channels therefore set
 * {@code retries=0}, and this restores the retries of the producer. See RATIONALE.md, "Only Kafka's producer retries".
 */
@ApplicationScoped
class ProducerRetriesCustomizer implements ClientCustomizer<Map<String, Object>> {

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        if (!"0".equals(String.valueOf(settings.get(ProducerConfig.RETRIES_CONFIG)))) {
            return settings;
        }
        var changed = new HashMap<>(settings);
        changed.put(ProducerConfig.RETRIES_CONFIG, Integer.toString(Integer.MAX_VALUE));
        return changed;
    }
}
