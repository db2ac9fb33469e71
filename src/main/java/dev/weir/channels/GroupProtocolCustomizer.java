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
 * Lets a channel choose {@code group.protocol=consumer} (KIP-848) with that one line.
 *
 * <p>There the broker assigns the partitions and sets the times, and Kafka's client refuses to start with settings of
 * the classic protocol; the channels have some, which would have to be taken away one by one.
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
