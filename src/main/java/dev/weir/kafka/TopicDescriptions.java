package dev.weir.kafka;

import dev.weir.model.Failure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Describes topics by name, and finds the leaders of their partitions. */
public record TopicDescriptions(KafkaAdmin admin) {

    /** The topics that exist; fails where Kafka denies access to one. */
    public CompletionStage<Map<String, TopicDescription>> of(Collection<String> names) {
        if (names.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        return admin.readEach(
                Set.copyOf(names),
                admin -> admin.describeTopics(names).topicNameValues()::get,
                Set.of(Failure.Kind.NOT_FOUND));
    }

    /** The brokers that lead partitions of a topic; none where it does not exist. */
    public CompletionStage<List<Node>> leaders(String topic) {
        return of(List.of(topic)).thenApply(found -> found.values().stream()
                .flatMap(description -> description.partitions().stream())
                .filter(TopicDescriptions::isLed)
                .map(TopicPartitionInfo::leader)
                .distinct()
                .toList());
    }

    /** The partitions of these topics that have a leader. */
    public static List<TopicPartition> led(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(TopicDescriptions::isLed)
                        .map(at -> new TopicPartition(topic.name(), at.partition())))
                .toList();
    }

    private static boolean isLed(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }
}
