package dev.weir.kafka;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Caches the maximum batch size of topics, because a fetch returns a batch whole, however few bytes it requests.
 *
 * <p>It is the topic's {@code max.message.bytes}, or the broker's default where that cannot be read.
 */
@Singleton
public class BatchSizes {

    private static final long USUAL = 1_048_588;
    private static final int MAX_TOPICS = 10_000;
    private static final DescribeConfigsOptions TIMEOUT = new DescribeConfigsOptions().timeoutMs(2_000);

    private final KafkaAdmin admin;
    private final AsyncLoadingCache<String, Long> sizes = Caffeine.newBuilder()
            .maximumSize(MAX_TOPICS)
            .refreshAfterWrite(Duration.ofMinutes(1))
            .expireAfterWrite(Duration.ofMinutes(10))
            .buildAsync((topic, executor) -> ask(topic));

    /** Caches the sizes of topics of this admin client. */
    public BatchSizes(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** The maximum over these topics, without blocking; the default for those that are not cached. */
    public long largest(Collection<String> topics) {
        long largest = 0;
        for (var topic : topics) {
            var known = sizes.get(topic);
            largest = Math.max(largest, known.isDone() ? known.join() : USUAL);
        }
        return largest;
    }

    /** The maximum of a topic, at most ten minutes old; does not fail. */
    public CompletableFuture<Long> of(String topic) {
        return sizes.get(topic);
    }

    /** As {@link #of}, but read now. */
    public CompletableFuture<Long> renewed(String topic) {
        sizes.synchronous().invalidate(topic);
        return sizes.get(topic);
    }

    private CompletableFuture<Long> ask(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.read(admin -> admin.describeConfigs(List.of(resource), TIMEOUT)
                        .values()
                        .get(resource))
                .handle((config, thrown) -> {
                    var entry = thrown == null ? config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG) : null;
                    return entry == null || entry.value() == null ? USUAL : Long.parseLong(entry.value());
                })
                .toCompletableFuture();
    }
}
