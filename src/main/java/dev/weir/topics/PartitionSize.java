package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The size of a partition.
 *
 * @param beginningOffset of the first record that is not deleted; null while the partition has no leader
 * @param endOffset of the next record; null while the partition has no leader
 * @param records the difference of the two: exact, but for compacted topics and transactions, where it is the maximum;
 *     null while the partition has no leader
 * @param bytes on disk, of all replicas on running brokers
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
