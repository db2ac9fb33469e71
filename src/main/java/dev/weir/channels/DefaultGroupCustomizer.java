package dev.weir.channels;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Has a channel of {@code web_log} that is given another topic read it in a group of another name.
 *
 * <p>A group is named where its topic is, or it follows: {@code weir-web-log} becomes {@code weir-orders} where only
 * the topic is set anew. Two topics in the offsets of one group would be two readers that look like one.
 */
@ApplicationScoped
class DefaultGroupCustomizer implements ClientCustomizer<Map<String, Object>> {

    private static final Set<String> CHANNELS = Set.of(WebLogConsumer.CHANNEL, WebLogBatchConsumer.CHANNEL);
    private static final String OWN = "web-log";

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
        changed.put(ConsumerConfig.GROUP_ID_CONFIG, group.getValue().replace(OWN, topic.getValue()));
        return changed;
    }
}
