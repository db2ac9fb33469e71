package dev.weir.groups;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed offsets of groups. */
public final class CommittedOffsets {

    private static final Set<Failure.Kind> MAY_BE_MISSING =
            Set.of(Failure.Kind.NOT_FOUND, Failure.Kind.UNAVAILABLE, Failure.Kind.FORBIDDEN);

    /** Shorter than the deadline of a request, so that a stopped coordinator does not fail the other groups. */
    private static final int TIMEOUT_MILLIS = 2_500;

    private final KafkaAdmin admin;

    /** Reads the offsets with an admin client. */
    public CommittedOffsets(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** By partition; of a share group the first offset that is not acknowledged. */
    CompletionStage<Map<TopicPartition, Long>> of(GroupId group, boolean share) {
        var id = group.value();
        return share
                ? admin.read(admin -> admin.listShareGroupOffsets(Map.of(id, new ListShareGroupOffsetsSpec()))
                                .partitionsToOffsetAndMetadata(id))
                        .thenApply(CommittedOffsets::offsets)
                : admin.read(admin -> admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata(id))
                        .thenApply(CommittedOffsets::offsets);
    }

    /** By group and partition, without groups whose offsets cannot be read. */
    public CompletionStage<Map<String, Map<TopicPartition, Long>>> ofConsumers(Collection<String> groups) {
        return ofConsumers(groups, new ListConsumerGroupOffsetsSpec());
    }

    /** As {@link #ofConsumers(Collection)}, of these partitions only. */
    public CompletionStage<Map<String, Map<TopicPartition, Long>>> ofConsumers(
            Collection<String> groups, Collection<TopicPartition> partitions) {
        return ofConsumers(groups, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions));
    }

    private CompletionStage<Map<String, Map<TopicPartition, Long>>> ofConsumers(
            Collection<String> groups, ListConsumerGroupOffsetsSpec spec) {
        return read(
                groups,
                admin -> admin.listConsumerGroupOffsets(
                                each(groups, spec), new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS))
                        ::partitionsToOffsetAndMetadata);
    }

    /** As {@link #ofConsumers}, of share groups. */
    public CompletionStage<Map<String, Map<TopicPartition, Long>>> ofShares(Collection<String> groups) {
        return ofShares(groups, new ListShareGroupOffsetsSpec());
    }

    /** As {@link #ofShares(Collection)}, of these partitions only. */
    public CompletionStage<Map<String, Map<TopicPartition, Long>>> ofShares(
            Collection<String> groups, Collection<TopicPartition> partitions) {
        return ofShares(groups, new ListShareGroupOffsetsSpec().topicPartitions(partitions));
    }

    private CompletionStage<Map<String, Map<TopicPartition, Long>>> ofShares(
            Collection<String> groups, ListShareGroupOffsetsSpec spec) {
        return read(
                groups,
                admin -> admin.listShareGroupOffsets(
                                each(groups, spec), new ListShareGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS))
                        ::partitionsToOffsetAndMetadata);
    }

    private static <T> Map<String, T> each(Collection<String> groups, T spec) {
        return groups.stream().collect(Collectors.toMap(Function.identity(), group -> spec));
    }

    private CompletionStage<Map<String, Map<TopicPartition, Long>>> read(
            Collection<String> groups,
            Function<Admin, Function<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>>> request) {
        return groups.isEmpty()
                ? CompletableFuture.completedStage(Map.of())
                : admin.readEach(groups, request, MAY_BE_MISSING).thenApply(CommittedOffsets::byGroup);
    }

    private static Map<String, Map<TopicPartition, Long>> byGroup(
            Map<String, Map<TopicPartition, OffsetAndMetadata>> found) {
        return found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offsets(entry.getValue())));
    }

    /** Kafka's map has null for a partition without a committed offset. */
    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetAndMetadata> committed) {
        var offsets = new HashMap<TopicPartition, Long>(committed.size() * 2);
        committed.forEach((at, offset) -> {
            if (offset != null) {
                offsets.put(at, offset.offset());
            }
        });
        return offsets;
    }
}
