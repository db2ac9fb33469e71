package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The first and the end offset of a partition.
 *
 * @param beginningOffset of the first record that is not deleted
 * @param endOffset of the next record
 */
@RegisterForReflection
public record PartitionOffsets(
        @JsonProperty("beginning_offset") long beginningOffset,
        @JsonProperty("end_offset") long endOffset) {}
