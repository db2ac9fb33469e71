package dev.weir.topics;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicDescriptions;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.OffsetLookup.Leaderless;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Determines the size of topics: offsets, records, bytes. */
@ApplicationScoped
public class TopicSizes {

    private final KafkaAdmin admin;
    private final TopicDescriptions descriptions;
    private final OffsetLookup offsets;
    private final PartitionBytes partitionBytes;

    /** Determines sizes with an admin client. */
    public TopicSizes(KafkaAdmin admin) {
        this.admin = admin;
        descriptions = new TopicDescriptions(admin);
        offsets = new OffsetLookup(admin, IsolationLevel.READ_UNCOMMITTED, Leaderless.EXPECT_NONE);
        partitionBytes = new PartitionBytes(admin);
    }

    /** The sizes of topics, as far as Kafka returns them. */
    private record Sizes(
            Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> bytes) {

        TopicSize of(TopicDescription topic) {
            return TopicSize.of(
                    topic.name(),
                    topic.partitions().stream()
                            .sorted(Comparator.comparingInt(TopicPartitionInfo::partition))
                            .map(info -> of(new TopicPartition(topic.name(), info.partition())))
                            .toList());
        }

        private PartitionSize of(TopicPartition at) {
            return PartitionSize.of(at.partition(), beginnings.get(at), ends.get(at), bytes.getOrDefault(at, 0L));
        }
    }

    /**
     * A summary of each of these topics, in the same order; without those that no longer exist. Their bytes are those
     * of the last ten seconds, of a newer topic those of now.
     */
    public CompletionStage<List<TopicSummary>> summaries(List<String> names) {
        return descriptions.of(names).thenCompose(topics -> sizes(
                        topics.values(), partitionBytes.recent(TopicDescriptions.led(topics.values())))
                .thenApply(sizes -> names.stream()
                        .filter(topics::containsKey)
                        .map(topics::get)
                        .map(topic -> summary(topic, sizes.of(topic)))
                        .toList()));
    }

    /** The size of a topic; fails with {@link Failure.Kind#NOT_FOUND} where it does not exist. */
    public CompletionStage<TopicSize> size(TopicName topic) {
        return descriptions.of(List.of(topic.value())).thenCompose(found -> {
            if (found.isEmpty()) {
                throw NotFound.topic(topic.value());
            }
            return sizes(found.values(), partitionBytes.now()).thenApply(sizes -> sizes.of(found.get(topic.value())));
        });
    }

    /**
     * The first and the end offset of a partition.
     *
     * @return fails with {@link Failure.Kind#NOT_FOUND} where the topic or the partition does not exist, and with
     *     {@link Failure.Kind#UNAVAILABLE} while the partition has no leader
     */
    public CompletionStage<PartitionOffsets> offsets(TopicName topic, int partition) {
        var at = new TopicPartition(topic.value(), partition);
        return new Topics(admin).partition(topic, partition).thenCompose(state -> {
            if (state.leader() == null) {
                throw leaderless(at);
            }
            var ends = offsets.latest(List.of(at));
            return offsets.earliest(List.of(at)).thenCombine(ends, (beginning, end) -> offsets(at, beginning, end));
        });
    }

    private static PartitionOffsets offsets(
            TopicPartition at, Map<TopicPartition, Long> beginning, Map<TopicPartition, Long> end) {
        if (beginning.isEmpty() || end.isEmpty()) {
            throw leaderless(at);
        }
        return new PartitionOffsets(beginning.get(at), end.get(at));
    }

    private static Failure leaderless(TopicPartition at) {
        return Failure.unavailable("Partition %d of topic '%s' has no leader, which alone could tell its offsets"
                .formatted(at.partition(), at.topic()));
    }

    private CompletionStage<Sizes> sizes(
            Collection<TopicDescription> topics, CompletionStage<Map<TopicPartition, Long>> bytes) {
        var led = TopicDescriptions.led(topics);
        var ends = offsets.latest(led);
        return offsets.earliest(led)
                .thenCompose(
                        beginnings -> ends.thenCombine(bytes, (ending, sizes) -> new Sizes(beginnings, ending, sizes)));
    }

    private static TopicSummary summary(TopicDescription topic, TopicSize size) {
        var partitions = topic.partitions().stream().map(PartitionDetails::of).toList();
        return new TopicSummary(
                topic.name(),
                topic.isInternal() || TopicName.isInternal(topic.name()),
                partitions.size(),
                partitions.stream()
                        .mapToInt(each -> each.replicas().size())
                        .max()
                        .orElse(0),
                (int) partitions.stream().filter(each -> each.leader() == null).count(),
                (int) partitions.stream()
                        .filter(PartitionDetails::isUnderReplicated)
                        .count(),
                size.records(),
                size.bytes());
    }
}
