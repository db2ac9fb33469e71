package dev.weir.channels.push;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Flow;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Makes the channels of pushes: the same connector, commit strategy and failure strategy as those of an
 * {@code @Incoming} method have.
 *
 * <p>See RATIONALE.md, "Pushes are channels without a method".
 */
@ApplicationScoped
class PushChannel {

    private static final String CONNECTOR = "smallrye-kafka";
    private static final String DEFAULTS = "mp.messaging.connector." + CONNECTOR + ".";

    private final InboundConnector connector;
    private final Config config;

    PushChannel(@Connector(CONNECTOR) InboundConnector connector, Config config) {
        this.connector = connector;
        this.config = config;
    }

    /** The records of a push, not yet subscribed to. */
    Flow.Publisher<? extends Message<?>> open(PushDeclaration push) {
        var settings = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings(push), push.channel(), 100))
                .build();
        return connector.getPublisher(settings);
    }

    private Map<String, String> settings(PushDeclaration push) {
        Map<String, String> all = new HashMap<>();
        for (var name : config.getPropertyNames()) {
            if (name.startsWith(DEFAULTS)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> all.put(name.substring(DEFAULTS.length()), value));
            }
        }
        all.put("auto.offset.reset", push.config().from().name().toLowerCase(Locale.ROOT));
        all.putAll(push.config().kafka());
        all.put("channel-name", push.channel());
        all.put("connector", CONNECTOR);
        all.put("kafka-configuration", "records-in");
        all.put("topic", push.topics());
        all.put("pattern", Boolean.toString(push.config().pattern().isPresent()));
        all.put("group.id", push.group());
        all.put("key.deserializer", ByteArrayDeserializer.class.getName());
        all.put("value.deserializer", ByteArrayDeserializer.class.getName());
        push.config().deadLetterTopic().ifPresent(topic -> all.put("dead-letter-queue.topic", topic));
        return all;
    }
}
