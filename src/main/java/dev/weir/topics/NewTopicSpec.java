package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Objects;

/**
 * A topic to create.
 *
 * @param partitions from 1; null for the broker's default
 * @param replicationFactor from 1; null for the broker's default
 * @param configs settings other than the defaults
 * @param validateOnly whether the broker only validates the request
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
