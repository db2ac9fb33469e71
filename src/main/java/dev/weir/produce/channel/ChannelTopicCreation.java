package dev.weir.produce.channel;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicCreation;
import dev.weir.model.TopicName;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Creates the topics of declared channels at startup, if {@code weir.produce.create-topics} is set.
 *
 * <p>Records of a user's own channel do not pass the gate, and its producer cannot create topics, so the topic must
 * exist before the first record. Weir starts even if a topic cannot be created; the log names it.
 */
@ApplicationScoped
class ChannelTopicCreation {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern TOPIC = Pattern.compile("(mp\\.messaging\\.(?:incoming|outgoing)\\.[^.]+)\\.topic");

    private final ProduceConfig produce;
    private final TopicCreation creation;

    ChannelTopicCreation(ProduceConfig produce, TopicCreation creation) {
        this.produce = produce;
        this.creation = creation;
    }

    /** Runs after the broker of dev mode has started and before channels connect. */
    void start(@Observes @Priority(2) StartupEvent started, Config config) {
        if (!produce.createTopics()) {
            return;
        }
        CompletableFuture.allOf(topics(config).stream().map(this::create).toArray(CompletableFuture[]::new))
                .join();
    }

    private static List<String> topics(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(TOPIC::matcher)
                .filter(property -> property.matches() && hasOneTopic(config, property.group(1)))
                .map(property -> config.getOptionalValue(property.group(), String.class))
                .flatMap(topic -> topic.stream())
                .distinct()
                .toList();
    }

    private static boolean hasOneTopic(Config config, String channel) {
        return config.getOptionalValue(channel + ".enabled", Boolean.class).orElse(true)
                && !config.getOptionalValue(channel + ".pattern", Boolean.class).orElse(false);
    }

    /** Never fails, and completes within the timeout. */
    private CompletableFuture<Void> create(String name) {
        return CompletableFuture.completedFuture(name)
                .thenApply(TopicName::new)
                .thenCompose(creation::partitionsOrCreate)
                .<Void>thenApply(partitions -> null)
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(thrown -> {
                    Log.warnf(
                            "Topic '%s' of a channel could not be created: %s",
                            name, KafkaFailures.ofWrite(thrown).getMessage());
                    return null;
                });
    }
}
