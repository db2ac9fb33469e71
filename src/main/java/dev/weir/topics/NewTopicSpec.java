package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Objects;

/**
 * A topic to be made.
 *
 * @param partitions from 1; null for as many as the broker gives by itself
 * @param replicationFactor from 1; null for what the broker gives by itself
 * @param configs settings that are not to be the default
 * @param validateOnly whether to ask for Kafka's opinion and make nothing
 */
@RegisterForReflection
public record NewTopicSpec(
        @JsonProperty("topic_name") TopicName topic,
        @JsonProperty("partitions_count") Integer partitions,
        @JsonProperty("replication_factor") Short replicationFactor,
        Map<String, String> configs,
        @JsonProperty("validate_only") boolean validateOnly) {

    public NewTopicSpec {
        if (topic == null) {
            throw Failure.unprocessableAt("$.topic_name", "is missing");
        }
        if (partitions != null && partitions < 1) {
            throw Failure.unprocessableAt(
                    "$.partitions_count", "is a whole number from 1; leave it out for the broker's default");
        }
        if (replicationFactor != null && replicationFactor < 1) {
            throw Failure.unprocessableAt(
                    "$.replication_factor", "is a whole number from 1; leave it out for the broker's default");
        }
        if (configs != null && configs.values().stream().anyMatch(Objects::isNull)) {
            throw Failure.unprocessableAt("$.configs", "null is no setting; leave out what is to be the default");
        }
        configs = configs == null ? Map.of() : Map.copyOf(configs);
    }
}
