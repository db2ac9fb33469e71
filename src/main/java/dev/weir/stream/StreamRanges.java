package dev.weir.stream;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.OffsetRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Finds the partitions of a request, and from which offset to which each is read; never blocks. */
@ApplicationScoped
class StreamRanges {

    private final TopicMetadataCache topics;
    private final OffsetLookup offsets;

    StreamRanges(TopicMetadataCache topics, KafkaAdmin admin) {
        this.topics = topics;
        offsets = new OffsetLookup(admin, IsolationLevel.READ_COMMITTED, OffsetLookup.Leaderless.FAIL);
    }

    /**
     * The ranges of a request.
     *
     * @return fails with a {@link Failure} where topic, partition or offset do not exist
     */
    CompletionStage<Map<TopicPartition, OffsetRange>> of(StreamRequest request) {
        return topics.partitions(request.topic()).thenCompose(count -> {
            var partitions = partitions(request, count);
            return offsets.ranges(request.start(), partitions, resumed(request, partitions))
                    .thenApply(ranges -> checked(partitions, ranges));
        });
    }

    /** The number of partitions of a topic. */
    CompletionStage<Integer> partitions(TopicName topic) {
        return topics.partitions(topic);
    }

    /** As {@link #partitions}, of a topic that was deleted and created again. */
    CompletionStage<Integer> partitionsNow(TopicName topic) {
        topics.forget(topic);
        return topics.partitions(topic);
    }

    /** The first offsets that are still there. */
    CompletionStage<Map<TopicPartition, Long>> earliest(Collection<TopicPartition> partitions) {
        return offsets.earliest(partitions);
    }

    /** A partition that the event id lacks was read from 0, or was added since; all of it is new to the client. */
    private static Map<TopicPartition, Long> resumed(StreamRequest request, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> resumed = new HashMap<>();
        partitions.forEach(partition -> resumed.put(partition, 0L));
        request.positions().forEach((partition, offset) -> {
            if (resumed.put(new TopicPartition(request.topic().value(), partition), offset) == null) {
                throw Failure.invalid("Last-Event-ID names partition " + partition + ", which is not read here");
            }
        });
        return resumed;
    }

    private static Map<TopicPartition, OffsetRange> checked(
            List<TopicPartition> partitions, Map<TopicPartition, OffsetRange> ranges) {
        for (var partition : partitions) {
            var range = ranges.get(partition);
            if (range.asked() > range.to()) {
                throw Failure.of(
                        Failure.Kind.UNPROCESSABLE,
                        "Offset %d is behind the end of partition %d of topic '%s', which is %d"
                                .formatted(range.asked(), partition.partition(), partition.topic(), range.to()));
            }
        }
        return ranges;
    }

    private static List<TopicPartition> partitions(StreamRequest request, int count) {
        var wanted = request.partition();
        if (wanted != null && wanted >= count) {
            throw NotFound.partition(request.topic().value(), wanted, count);
        }
        return (wanted == null ? IntStream.range(0, count) : IntStream.of(wanted))
                .mapToObj(partition -> new TopicPartition(request.topic().value(), partition))
                .toList();
    }
}
