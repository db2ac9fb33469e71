package dev.weir.kafka;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Caches which topics exist and how many partitions each has.
 *
 * <p>It detects a missing topic without a producer, which would block all sends while it waits for metadata. An
 * existing topic is cached for ten minutes and refreshed in the background every 30 s; a missing one is cached for half
 * a second.
 */
@Singleton
public class TopicMetadataCache {

    private static final DescribeTopicsOptions TIMEOUT = new DescribeTopicsOptions().timeoutMs(2_000);
    private static final ListOffsetsOptions LEADER_TIMEOUT = new ListOffsetsOptions().timeoutMs(1_000);
    private static final int ABSENT = 0;
    private static final int MAX_TOPICS = 50_000;

    private final KafkaAdmin admin;
    private final AsyncLoadingCache<TopicName, Integer> partitions;

    /** Caches the topics of this admin client. */
    @Inject
    public TopicMetadataCache(KafkaAdmin admin) {
        this(admin, admin.ticker());
    }

    TopicMetadataCache(KafkaAdmin admin, Ticker ticker) {
        this.admin = admin;
        partitions = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MAX_TOPICS)
                .refreshAfterWrite(Duration.ofSeconds(30))
                .expireAfter(Expiry.writing((TopicName topic, Integer count) ->
                        count == ABSENT ? Duration.ofMillis(500) : Duration.ofMinutes(10)))
                .buildAsync((topic, executor) -> ask(topic));
    }

    /**
     * The number of partitions of a topic, completed where it is cached.
     *
     * @return fails with {@link Failure.Kind#NOT_FOUND} where the topic does not exist
     */
    public CompletionStage<Integer> partitions(TopicName topic) {
        return partitions.get(topic).thenApply(count -> {
            if (count == ABSENT) {
                throw NotFound.topic(topic.value());
            }
            return count;
        });
    }

    /** Removes a topic, so that the next look-up requests it. */
    public void forget(TopicName topic) {
        partitions.synchronous().invalidate(topic);
    }

    private CompletableFuture<Integer> ask(TopicName topic) {
        return admin.read(admin -> admin.describeTopics(List.of(topic.value()), TIMEOUT)
                        .topicNameValues()
                        .get(topic.value()))
                .handle((description, thrown) -> {
                    if (thrown == null) {
                        return description.partitions().size();
                    }
                    var failure = KafkaFailures.ofRead(thrown);
                    if (failure.kind() == Failure.Kind.NOT_FOUND) {
                        return ABSENT;
                    }
                    throw failure;
                })
                .thenCompose(count -> led(topic, count))
                .toCompletableFuture();
    }

    /**
     * Waits for a short time until the leader of each partition acts as leader.
     *
     * <p>A topic is visible before that. Of two batches then in flight to a partition, the leader may reject the first
     * and accept the second. The first can never be written after it, and its records would have no known outcome.
     */
    private CompletionStage<Integer> led(TopicName topic, int count) {
        var ends = IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic.value(), partition), partition -> OffsetSpec.latest()));
        return admin.read(admin -> admin.listOffsets(ends, LEADER_TIMEOUT).all())
                .handle((known, without) -> count);
    }
}
