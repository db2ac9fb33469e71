package dev.weir.topics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * A topic with its settings and partitions.
 *
 * @param configs by name; those that differ from Kafka's default, or all, as was asked; null for a secret
 * @param partitions in order
 */
@RegisterForReflection
public record TopicState(String name, Map<String, String> configs, List<PartitionState> partitions) {

    public TopicState {
        partitions = List.copyOf(partitions);
    }
}
