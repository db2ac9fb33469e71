package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Where the log of a partition begins and ends.
 *
 * @param beginningOffset of the first record that is still there
 * @param endOffset of the next record to come
 */
@RegisterForReflection
public record PartitionOffsets(
        @JsonProperty("beginning_offset") long beginningOffset,
        @JsonProperty("end_offset") long endOffset) {}
