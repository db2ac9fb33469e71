package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A topic without its partitions.
 *
 * @param internal whether it is an internal topic of Kafka
 * @param replicationFactor replicas of each partition; the maximum, where partitions differ
 * @param leaderless the number of partitions without a leader
 * @param underReplicated the number of partitions with a replica that is not in sync
 * @param records as in {@link TopicSize}; null while a partition has no leader
 * @param bytes as in {@link TopicSize}
 */
@RegisterForReflection
public record TopicSummary(
        String name,
        boolean internal,
        int partitions,
        @JsonProperty("replication_factor") int replicationFactor,
        int leaderless,
        @JsonProperty("under_replicated") int underReplicated,
        Long records,
        long bytes) {}
