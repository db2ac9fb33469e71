package dev.weir.reading.range;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.AdminDeadline;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.OffsetRange;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Looks up what a topic has now, for readers of ranges, within the time of an administration request. */
@Singleton
public class TopicRanges {

    private final AdminDeadline deadline;
    private final TopicMetadataCache topics;
    private final OffsetLookup offsets;
    private final ConsumerFactory consumers;
    private final Ticker ticker;

    TopicRanges(
            AdminDeadline deadline,
            TopicMetadataCache topics,
            KafkaAdmin admin,
            ConsumerFactory consumers,
            Ticker ticker) {
        this.deadline = deadline;
        this.topics = topics;
        this.consumers = consumers;
        this.ticker = ticker;
        offsets = new OffsetLookup(admin, IsolationLevel.READ_COMMITTED, OffsetLookup.Leaderless.FAIL);
    }

    /**
     * The offsets of a topic from a start to its end.
     *
     * @param partitions chooses partitions, by their number in the topic
     * @return fails with {@link Failure.Kind#NOT_FOUND} where the topic does not exist
     */
    public Uni<Map<TopicPartition, OffsetRange>> of(
            TopicName topic, OffsetExpression start, IntFunction<List<Integer>> partitions) {
        return deadline.read(() -> topics.partitions(topic)
                        .thenApply(count -> partitions.apply(count).stream()
                                .map(partition -> new TopicPartition(topic.value(), partition))
                                .toList())
                        .thenCompose(chosen -> offsets.ranges(start, chosen, Map.of())))
                .onFailure(Failure.class)
                .invoke(thrown -> {
                    if (thrown.kind() == Failure.Kind.NOT_FOUND) {
                        topics.forget(topic);
                    }
                });
    }

    /** A reader of ranges, which the caller closes; as {@link RangeReader}. */
    public RangeReader reader(String purpose) {
        return new RangeReader(consumers, purpose, ticker);
    }
}
