package dev.weir.channels;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;

/**
 * Lets {@code group.protocol=consumer} (KIP-848) be the only line that a channel needs for it.
 *
 * <p>With that protocol the broker assigns partitions and defines the timeouts, and Kafka's client rejects the settings
 * of the classic protocol, which {@code records-in} has. This removes them.
 */
@ApplicationScoped
class GroupProtocolCustomizer implements ClientCustomizer<Map<String, Object>> {

    private static final Set<String> CLASSIC = Set.of(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        var protocol = String.valueOf(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        if (!protocol.toLowerCase(Locale.ROOT).equals("consumer")) {
            return settings;
        }
        var changed = new HashMap<>(settings);
        changed.keySet().removeAll(CLASSIC);
        return changed;
    }
}
