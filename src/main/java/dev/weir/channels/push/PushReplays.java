package dev.weir.channels.push;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.kafka.AdminDeadline;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.range.RangeReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Starts replays: finds out which records are sent again. */
@ApplicationScoped
class PushReplays {

    private final AdminDeadline deadline;
    private final TopicMetadataCache topics;
    private final OffsetLookup offsets;
    private final ConsumerFactory consumers;
    private final Ticker ticker;

    PushReplays(
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

    /** Sends records of a topic again, for as long as the client may control pushes of the topic. */
    Uni<Void> start(Push push, TopicName topic, ReplayRequest request, Caller caller) {
        push.replays().check();
        var start = request.start();
        return deadline.read(() -> topics.partitions(topic)
                        .thenApply(count -> partitions(topic, request, count))
                        .thenCompose(partitions -> offsets.ranges(start, partitions, Map.of())))
                .invoke(ranges -> push.replays()
                        .start(
                                ranges,
                                () -> new RangeReader(
                                        consumers,
                                        "weir-replay-" + push.declaration().name(),
                                        ticker),
                                () -> caller.current().check(Action.PUSHES, topic)))
                .replaceWithVoid();
    }

    private static List<TopicPartition> partitions(TopicName topic, ReplayRequest request, int count) {
        if (request.partition() == null) {
            return IntStream.range(0, count)
                    .mapToObj(partition -> new TopicPartition(topic.value(), partition))
                    .toList();
        }
        if (request.partition() >= count) {
            throw NotFound.partition(topic.value(), request.partition(), count);
        }
        return List.of(new TopicPartition(topic.value(), request.partition()));
    }
}
