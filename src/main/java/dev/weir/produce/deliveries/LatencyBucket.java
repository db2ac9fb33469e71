package dev.weir.produce.deliveries;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The requests that took longer than the bucket before this one, and not longer than this one.
 *
 * @param max in milliseconds; null for the last bucket, which has all that took longer
 * @param requests since the start, by the time from the arrival of their records to the last outcome
 */
@RegisterForReflection
public record LatencyBucket(@JsonProperty("max_ms") Double max, long requests) {}
