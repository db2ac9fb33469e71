package dev.weir.kafka;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/** Caches the names of all topics but internal ones for five seconds. */
@ApplicationScoped
public class TopicNames {

    private static final ListTopicsOptions TIMEOUT = new ListTopicsOptions().timeoutMs(3_000);

    private final KafkaAdmin admin;
    private final AsyncLoadingCache<Boolean, Set<String>> names =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(5)).buildAsync((all, executor) -> ask());

    TopicNames(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** Completed where they are cached. */
    public CompletionStage<Set<String>> all() {
        return names.get(true);
    }

    private CompletableFuture<Set<String>> ask() {
        return admin.read(admin -> admin.listTopics(TIMEOUT).names())
                .thenApply(Set::copyOf)
                .toCompletableFuture();
    }
}
