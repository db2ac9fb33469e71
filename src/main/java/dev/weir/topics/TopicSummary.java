package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A topic in one line.
 *
 * @param internal whether it is Kafka's own
 * @param replicationFactor copies of each partition; the most, where partitions differ
 * @param leaderless partitions that nobody leads
 * @param underReplicated partitions of which a copy is behind or gone
 * @param records as in {@link TopicSize}; null while a partition has no leader to tell
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
