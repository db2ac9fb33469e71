package dev.weir.topics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * A topic with its settings and partitions.
 *
 * @param configs by name; those that differ from Kafka's default, or all; a secret is null
 * @param partitions in order
 */
@RegisterForReflection
public record TopicDetails(String name, Map<String, String> configs, List<PartitionDetails> partitions) {

    public TopicDetails {
        partitions = List.copyOf(partitions);
    }
}
