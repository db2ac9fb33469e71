package dev.weir.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Sends requests with the consumer that will read; blocks its thread. Its isolation level determines the end. */
record ConsumerOffsetQuery(Consumer<?, ?> consumer) implements OffsetQuery {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    @Override
    public CompletionStage<Map<TopicPartition, Long>> ask(Map<TopicPartition, OffsetExpression> specs) {
        Map<OffsetExpression, Collection<TopicPartition>> bySpec = new HashMap<>();
        specs.forEach((partition, spec) ->
                bySpec.computeIfAbsent(spec, unused -> new ArrayList<>()).add(partition));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        bySpec.forEach((spec, partitions) -> offsets.putAll(ask(spec, partitions)));
        return CompletableFuture.completedStage(offsets);
    }

    private Map<TopicPartition, Long> ask(OffsetExpression spec, Collection<TopicPartition> partitions) {
        return ConsumerFailures.translating(() -> switch (spec.kind()) {
            case EARLIEST -> consumer.beginningOffsets(partitions, TIMEOUT);
            case LATEST -> consumer.endOffsets(partitions, TIMEOUT);
            case TIMESTAMP -> timestamps(partitions, spec.value());
            case OFFSET, LAST, COMMITTED -> throw new IllegalArgumentException("Kafka lists no offset for " + spec);
        });
    }

    private Map<TopicPartition, Long> timestamps(Collection<TopicPartition> partitions, long millis) {
        var wanted = partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> millis));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.offsetsForTimes(wanted, TIMEOUT)
                .forEach((partition, found) -> offsets.put(partition, found == null ? NONE : found.offset()));
        return offsets;
    }
}
