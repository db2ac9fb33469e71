package dev.weir.produce.deliveries;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How many records failed in one way.
 *
 * @param kind as in the metric {@code weir_produce_failures_total}
 * @param errorCode the HTTP status of this kind
 * @param records since the start
 */
@RegisterForReflection
public record FailureCount(
        String kind, @JsonProperty("error_code") int errorCode, long records) {}
