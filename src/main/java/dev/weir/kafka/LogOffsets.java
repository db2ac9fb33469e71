package dev.weir.kafka;

import dev.weir.model.Failure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Tells where the logs of partitions begin and end, for as many as can be told.
 *
 * <p>A partition without a leader, or one that does not exist, is not in the answer; asked for its offset, Kafka's
 * client would look for a leader until time is up and hold up all the others.
 */
public final class LogOffsets {

    /** Shorter than a whole call, so that a leader that has just gone does not cost the others their answer. */
    private static final ListOffsetsOptions TIMEOUT = new ListOffsetsOptions().timeoutMs(2_500);

    private final KafkaAdmin admin;

    /** Asks through a admin. */
    public LogOffsets(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** The topics of these names, without those that do not exist; fails when Kafka does not let us see one. */
    public CompletionStage<Map<String, TopicDescription>> topics(Collection<String> names) {
        if (names.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        return admin.readEach(
                Set.copyOf(names),
                admin -> admin.describeTopics(names).topicNameValues()::get,
                Set.of(Failure.Kind.NOT_FOUND));
    }

    /** The brokers that lead partitions of a topic; none where there is no such topic. */
    public CompletionStage<List<Node>> leaders(String topic) {
        return topics(List.of(topic)).thenApply(found -> found.values().stream()
                .flatMap(description -> description.partitions().stream())
                .filter(LogOffsets::isLed)
                .map(TopicPartitionInfo::leader)
                .distinct()
                .toList());
    }

    /** The partitions of these topics that have a leader. */
    public static List<TopicPartition> led(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(LogOffsets::isLed)
                        .map(at -> new TopicPartition(topic.name(), at.partition())))
                .toList();
    }

    /** Whether somebody leads a partition; without a leader nobody can write to it, or read it. */
    public static boolean isLed(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    /**
     * The offsets of those that can be told.
     *
     * @param spec which offset is asked for; where there is none, as for a time after the last record, it is -1
     */
    public CompletionStage<Map<TopicPartition, Long>> of(Collection<TopicPartition> partitions, OffsetSpec spec) {
        var names = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        return topics(names).thenCompose(topics -> {
            var led = Set.copyOf(led(topics.values()));
            return ofLed(partitions.stream().filter(led::contains).toList(), spec);
        });
    }

    /** As {@link #of}, of partitions that are known to have a leader. */
    public CompletionStage<Map<TopicPartition, Long>> ofLed(Collection<TopicPartition> partitions, OffsetSpec spec) {
        if (partitions.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        var wanted =
                partitions.stream().distinct().collect(Collectors.toMap(partition -> partition, partition -> spec));
        return admin.readEach(
                        wanted.keySet(),
                        admin -> admin.listOffsets(wanted, TIMEOUT)::partitionResult,
                        Set.of(Failure.Kind.NOT_FOUND, Failure.Kind.UNAVAILABLE))
                .thenApply(found -> found.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().offset())));
    }
}
