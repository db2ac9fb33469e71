package dev.weir.channels;

import dev.weir.channels.commit.GuardedCommitFactory;
import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Derives the group of a {@code web_log} channel from its topic where only the topic is overridden.
 *
 * <p>{@code weir-web-log} becomes {@code weir-orders}. Otherwise one group would have the offsets of two topics, and
 * two applications would look like one.
 */
@ApplicationScoped
class DefaultGroupCustomizer implements ClientCustomizer<Map<String, Object>> {

    private static final Set<String> CHANNELS = Set.of(WebLogConsumer.CHANNEL, WebLogBatchConsumer.CHANNEL);
    private static final String DEFAULT_NAME = "web-log";

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        var name = GuardedCommitFactory.channel(channel);
        if (!CHANNELS.contains(name)) {
            return settings;
        }
        var topic = ConfigProvider.getConfig().getConfigValue("mp.messaging.incoming." + name + ".topic");
        var group = ConfigProvider.getConfig().getConfigValue("mp.messaging.incoming." + name + ".group.id");
        if (topic.getSourceOrdinal() <= group.getSourceOrdinal()) {
            return settings;
        }
        var changed = new HashMap<>(settings);
        changed.put(ConsumerConfig.GROUP_ID_CONFIG, group.getValue().replace(DEFAULT_NAME, topic.getValue()));
        return changed;
    }
}
