package dev.weir.consumers;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What an instance is subscribed to.
 *
 * @param topics those of a pattern as they are now
 * @param partitions by topic, those that the group has given it
 */
@RegisterForReflection
record SubscriptionResponse(List<String> topics, List<Map<String, List<Integer>>> partitions) {

    SubscriptionResponse {
        topics = List.copyOf(topics);
        partitions = List.copyOf(partitions);
    }

    static SubscriptionResponse of(Set<String> topics, Set<TopicPartition> assignment) {
        SortedMap<String, List<Integer>> byTopic = assignment.stream()
                .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
                .collect(Collectors.groupingBy(
                        TopicPartition::topic,
                        TreeMap::new,
                        Collectors.mapping(TopicPartition::partition, Collectors.toList())));
        return new SubscriptionResponse(
                topics.stream().sorted().toList(),
                byTopic.entrySet().stream()
                        .map(entry -> Map.of(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
