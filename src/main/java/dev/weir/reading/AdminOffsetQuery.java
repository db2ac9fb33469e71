package dev.weir.reading;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicDescriptions;
import dev.weir.model.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends requests with the admin client, which never blocks.
 *
 * <p>For a partition without a leader the client looks for one until its timeout, and holds up the other partitions.
 */
record AdminOffsetQuery(KafkaAdmin admin, IsolationLevel isolation, OffsetLookup.Leaderless leaderless)
        implements OffsetQuery {

    /** Below the timeout of a whole call, so that a leader that has just gone does not cost the others their answer. */
    private static final int TIMEOUT_MILLIS = 2_500;

    @Override
    public CompletionStage<Map<TopicPartition, Long>> ask(Map<TopicPartition, OffsetExpression> specs) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        specs.forEach((partition, spec) -> all.put(partition, kafkaSpec(spec)));
        return switch (leaderless) {
            case FAIL -> askAll(all);
            case LEAVE_OUT -> askLed(all);
            case EXPECT_NONE -> askEach(all);
        };
    }

    private static OffsetSpec kafkaSpec(OffsetExpression spec) {
        return switch (spec.kind()) {
            case EARLIEST -> OffsetSpec.earliest();
            case LATEST -> OffsetSpec.latest();
            case TIMESTAMP -> OffsetSpec.forTimestamp(spec.value());
            case OFFSET, LAST, COMMITTED -> throw new IllegalArgumentException("Kafka lists no offset for " + spec);
        };
    }

    private CompletionStage<Map<TopicPartition, Long>> askAll(Map<TopicPartition, OffsetSpec> specs) {
        return admin.read(admin -> admin.listOffsets(specs, options()).all()).thenApply(AdminOffsetQuery::offsets);
    }

    private CompletionStage<Map<TopicPartition, Long>> askLed(Map<TopicPartition, OffsetSpec> specs) {
        var topics = specs.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        return new TopicDescriptions(admin).of(topics).thenCompose(found -> {
            specs.keySet().retainAll(Set.copyOf(TopicDescriptions.led(found.values())));
            return askEach(specs);
        });
    }

    private CompletionStage<Map<TopicPartition, Long>> askEach(Map<TopicPartition, OffsetSpec> specs) {
        if (specs.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        return admin.readEach(
                        specs.keySet(),
                        admin -> admin.listOffsets(specs, options())::partitionResult,
                        Set.of(Failure.Kind.NOT_FOUND, Failure.Kind.UNAVAILABLE))
                .thenApply(AdminOffsetQuery::offsets);
    }

    private ListOffsetsOptions options() {
        return new ListOffsetsOptions(isolation).timeoutMs(TIMEOUT_MILLIS);
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> known) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        known.forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
