package dev.weir.channels.commit;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.Config;

/**
 * Wraps the deserializers of channels with {@code commit-strategy=guarded} in a {@link GuardedDeserializer}.
 *
 * <p>That of bytes cannot fail, and a {@code deserialization-failure-handler} handles the failures of its own.
 */
@ApplicationScoped
class GuardedDeserializerCustomizer implements ClientCustomizer<Map<String, Object>> {

    private static final List<String> DESERIALIZERS =
            List.of(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        var strategy = channelConfig.getOptionalValue("commit-strategy", String.class);
        if (strategy.isEmpty() || !strategy.get().equals(GuardedCommitFactory.STRATEGY)) {
            return settings;
        }
        var changed = new HashMap<>(settings);
        for (var deserializer : DESERIALIZERS) {
            var handler = channelConfig.getOptionalValue(
                    deserializer.replace(".deserializer", "-deserialization-failure-handler"), String.class);
            var name = changed.get(deserializer);
            if (name != null && handler.isEmpty() && !name.equals(ByteArrayDeserializer.class.getName())) {
                changed.put(GuardedDeserializer.setting(deserializer), name);
                changed.put(deserializer, GuardedDeserializer.class.getName());
            }
        }
        return changed;
    }
}
