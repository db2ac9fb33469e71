package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * A change of a topic.
 *
 * @param partitions the new number of partitions, more than before; null for no change
 * @param configs settings to set; null resets one to its default
 */
@RegisterForReflection
public record TopicChange(@JsonProperty("partitions_count") Integer partitions, Map<String, String> configs) {

    public TopicChange {
        if (partitions != null && partitions < 1) {
            throw Failure.unprocessableAt("$.partitions_count", "is a whole number from 1");
        }
        if (partitions == null && (configs == null || configs.isEmpty())) {
            throw Failure.unprocessableAt("$", "says neither partitions_count nor configs, so nothing would change");
        }
        configs = configs == null ? Map.of() : Collections.unmodifiableMap(new HashMap<>(configs));
    }
}
