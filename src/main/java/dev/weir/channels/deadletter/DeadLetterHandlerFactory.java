package dev.weir.channels.deadletter;

import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicCreation;
import dev.weir.model.TopicName;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Stores records that could not be handled; the {@code failure-strategy=dead-letter} of incoming channels.
 *
 * <p>A record counts as handled only when its dead letter is on all in-sync replicas. Until then its channel is paused
 * and not ready, and the send is retried without limit. A missing dead letter topic is created with the broker's
 * defaults. See RATIONALE.md, "Dead letters are sent by Weir".
 */
@Identifier(DeadLetterHandlerFactory.STRATEGY)
@Readiness
@ApplicationScoped
class DeadLetterHandlerFactory implements KafkaFailureHandler.Factory, HealthCheck {

    static final String STRATEGY = "dead-letter";

    private final RecordSender sender;
    private final TopicCreation topics;
    private final Map<String, String> waiting = new ConcurrentSkipListMap<>();

    DeadLetterHandlerFactory(RecordSender sender, TopicCreation topics) {
        this.sender = sender;
        this.topics = topics;
    }

    @Override
    public KafkaFailureHandler create(
            KafkaConnectorIncomingConfiguration channel,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        return handler(
                channel.getDeadLetterQueueTopic().map(TopicName::new).orElse(null),
                Reserializer.of(channel.getKeyDeserializer(), channel.getDeadLetterQueueKeySerializer()),
                Reserializer.of(channel.getValueDeserializer(), channel.getDeadLetterQueueValueSerializer()));
    }

    /** A handler for records of bytes; with a topic of null each record goes to its own with a suffix. */
    KafkaFailureHandler ofBytes(String topic) {
        return handler(topic == null ? null : new TopicName(topic), Reserializer.OF_BYTES, Reserializer.OF_BYTES);
    }

    private KafkaFailureHandler handler(TopicName topic, Reserializer keys, Reserializer values) {
        return new DeadLetterHandler(topic, keys, values, new DeadLetterStore(sender, topics), waiting);
    }

    /** Up unless a channel waits to store a dead letter. */
    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("dead letters").status(waiting.isEmpty());
        waiting.forEach(check::withData);
        return check.build();
    }
}
