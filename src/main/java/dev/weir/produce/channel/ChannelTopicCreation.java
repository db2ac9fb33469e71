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
 * Creates the topics that declared channels name, where a send may create its topic
 * ({@code weir.produce.create-topics}).
 *
 * <p>What a channel of a user's own sends passes no gate, and its producer may create nothing, so its topic has to be
 * there before its first record. A topic that cannot be created keeps nothing from starting: the log names it.
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

    /** After dev mode's broker has started and before channels connect. */
    void start(@Observes @Priority(2) StartupEvent started, Config config) {
        if (!produce.createTopics()) {
            return;
        }
        CompletableFuture.allOf(names(config).stream().map(this::provide).toArray(CompletableFuture[]::new))
                .join();
    }

    private static List<String> names(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(TOPIC::matcher)
                .filter(property -> property.matches() && namesOneTopic(config, property.group(1)))
                .map(property -> config.getOptionalValue(property.group(), String.class))
                .flatMap(topic -> topic.stream())
                .distinct()
                .toList();
    }

    private static boolean namesOneTopic(Config config, String channel) {
        return config.getOptionalValue(channel + ".enabled", Boolean.class).orElse(true)
                && !config.getOptionalValue(channel + ".pattern", Boolean.class).orElse(false);
    }

    /** Never fails, and is over within a known time. */
    private CompletableFuture<Void> provide(String name) {
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
