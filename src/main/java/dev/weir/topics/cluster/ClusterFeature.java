package dev.weir.topics.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A feature of the cluster, such as {@code metadata.version}.
 *
 * @param level the level that the cluster uses; null where it uses none
 * @param minSupported the lowest level that its brokers support; null where they do not name the feature
 * @param maxSupported the highest one
 */
@RegisterForReflection
public record ClusterFeature(
        String feature,
        Integer level,
        @JsonProperty("min_supported") Integer minSupported,
        @JsonProperty("max_supported") Integer maxSupported) {}
