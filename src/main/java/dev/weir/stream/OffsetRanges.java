package dev.weir.stream;

import dev.weir.kafka.OffsetLookup;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka where an order begins and ends; never blocks. */
@ApplicationScoped
class OffsetRanges {

    private final TopicMetadataCache topics;
    private final OffsetLookup offsets;

    OffsetRanges(TopicMetadataCache topics, OffsetLookup offsets) {
        this.topics = topics;
        this.offsets = offsets;
    }

    /**
     * The span of an order.
     *
     * @return fails with a {@link Failure} where topic, partition or offset are not there
     */
    CompletionStage<OffsetRange> of(StreamRequest order) {
        return topics.partitions(order.topic()).thenCompose(count -> {
            var partitions = partitions(order, count);
            return offsets.earliest(partitions)
                    .thenCombine(offsets.latest(partitions), Edges::new)
                    .thenCompose(edges -> asked(order.start(), partitions, edges)
                            .thenApply(asked -> OffsetRange.of(asked, edges.earliest(), edges.latest())));
        });
    }

    /** All partitions of a topic, or as many as there are now. */
    CompletionStage<Integer> partitions(TopicName topic) {
        return topics.partitions(topic);
    }

    /** As {@link #partitions}, of what Kafka says now. */
    CompletionStage<Integer> partitionsNow(TopicName topic) {
        topics.forget(topic);
        return topics.partitions(topic);
    }

    /** Where the records begin that are still there. */
    CompletionStage<Map<TopicPartition, Long>> earliest(Collection<TopicPartition> partitions) {
        return offsets.earliest(partitions);
    }

    private record Edges(Map<TopicPartition, Long> earliest, Map<TopicPartition, Long> latest) {}

    private CompletionStage<Map<TopicPartition, Long>> asked(
            StartOffset start, List<TopicPartition> partitions, Edges edges) {
        return switch (start.kind()) {
            case EARLIEST -> CompletableFuture.completedStage(edges.earliest());
            case LATEST -> CompletableFuture.completedStage(edges.latest());
            case OFFSET -> CompletableFuture.completedStage(each(partitions, partition -> start.value(), edges));
            case TIME ->
                offsets.at(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> start.value())));
            case LAST -> CompletableFuture.completedStage(last(start.value(), partitions, edges));
            case RESUME -> CompletableFuture.completedStage(resumed(start.places(), partitions, edges));
        };
    }

    private static Map<TopicPartition, Long> last(long count, List<TopicPartition> partitions, Edges edges) {
        return each(
                partitions,
                partition ->
                        Math.max(edges.earliest().get(partition), edges.latest().get(partition) - count),
                edges);
    }

    /** A partition that is not in the list was not begun, or came to be later; all of it is new to the reader. */
    private static Map<TopicPartition, Long> resumed(
            Map<Integer, Long> places, List<TopicPartition> partitions, Edges edges) {
        var known = partitions.stream().map(TopicPartition::partition).toList();
        places.keySet().stream()
                .filter(partition -> !known.contains(partition))
                .findFirst()
                .ifPresent(stranger -> {
                    throw Failure.invalid("Last-Event-ID names partition " + stranger + ", which is not read here");
                });
        return each(partitions, partition -> places.getOrDefault(partition.partition(), 0L), edges);
    }

    private static Map<TopicPartition, Long> each(
            List<TopicPartition> partitions, Function<TopicPartition, Long> place, Edges edges) {
        Map<TopicPartition, Long> places = new HashMap<>();
        for (var partition : partitions) {
            long offset = place.apply(partition);
            long end = edges.latest().get(partition);
            if (offset > end) {
                throw Failure.of(
                        Failure.Kind.UNPROCESSABLE,
                        "Offset %d is behind the end of partition %d of topic '%s', which is %d"
                                .formatted(offset, partition.partition(), partition.topic(), end));
            }
            places.put(partition, offset);
        }
        return places;
    }

    private static List<TopicPartition> partitions(StreamRequest order, int count) {
        var wanted = order.partition();
        if (wanted != null && wanted >= count) {
            throw NotFound.partition(order.topic().value(), wanted, count);
        }
        return (wanted == null ? IntStream.range(0, count) : IntStream.of(wanted))
                .mapToObj(partition -> new TopicPartition(order.topic().value(), partition))
                .toList();
    }
}
