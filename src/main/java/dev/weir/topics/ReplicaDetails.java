package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A copy of a partition.
 *
 * @param broker the node it is on, also when that is gone
 * @param leader whether it is the one that is written to and read
 * @param inSync whether it has all that is confirmed
 */
@RegisterForReflection
public record ReplicaDetails(
        int broker, boolean leader, @JsonProperty("in_sync") boolean inSync) {}
