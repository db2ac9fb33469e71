package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A replica of a partition.
 *
 * @param broker the id of its broker, also when that is not running
 * @param leader whether it is the leader
 * @param inSync whether it is in sync
 */
@RegisterForReflection
public record ReplicaDetails(
        int broker, boolean leader, @JsonProperty("in_sync") boolean inSync) {}
