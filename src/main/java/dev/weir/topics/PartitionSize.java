package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How much is in a partition.
 *
 * @param beginningOffset of the first record that is still there; null while the partition has no leader to tell
 * @param endOffset of the next record to come; null while there is no leader
 * @param records what lies between the two: exact, but for compacted topics and transactions, where it is the most
 *     there can be; null while there is no leader
 * @param bytes on disk, of all copies whose nodes are there
 */
@RegisterForReflection
public record PartitionSize(
        int partition,
        @JsonProperty("beginning_offset") Long beginningOffset,
        @JsonProperty("end_offset") Long endOffset,
        Long records,
        long bytes) {

    static PartitionSize of(int partition, Long beginning, Long end, long bytes) {
        return beginning == null || end == null
                ? new PartitionSize(partition, null, null, null, bytes)
                : new PartitionSize(partition, beginning, end, end - beginning, bytes);
    }
}
