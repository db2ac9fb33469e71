package dev.weir.reading;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/**
 * Cached topic ids, at most a few seconds old. A topic that is deleted and created again under the same name has
 * another id.
 */
@ApplicationScoped
public class TopicIds {

    private static final DescribeTopicsOptions TIMEOUT = new DescribeTopicsOptions().timeoutMs(2_000);
    private static final int MAX_TOPICS = 50_000;

    private final KafkaAdmin admin;
    private final AsyncLoadingCache<String, Optional<Uuid>> ids = Caffeine.newBuilder()
            .maximumSize(MAX_TOPICS)
            .expireAfterWrite(Duration.ofSeconds(2))
            .buildAsync((topic, executor) -> read(topic));

    TopicIds(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** The id of a topic; empty while the topic does not exist. */
    CompletionStage<Optional<Uuid>> of(String topic) {
        return ids.get(topic);
    }

    private CompletableFuture<Optional<Uuid>> read(String topic) {
        return admin.read(admin -> admin.describeTopics(List.of(topic), TIMEOUT)
                        .topicNameValues()
                        .get(topic))
                .thenApply(TopicDescription::topicId)
                .thenApply(Optional::of)
                .exceptionally(thrown -> {
                    var failure = KafkaFailures.ofRead(thrown);
                    if (failure.kind() == Failure.Kind.NOT_FOUND) {
                        return Optional.empty();
                    }
                    throw failure;
                })
                .toCompletableFuture();
    }
}
