package dev.weir.topics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;

/**
 * The size of a topic.
 *
 * @param records of all partitions; null while one has no leader
 * @param bytes on disk, of all replicas on running brokers
 */
@RegisterForReflection
public record TopicSize(String name, Long records, long bytes, List<PartitionSize> partitions) {

    static TopicSize of(String name, List<PartitionSize> partitions) {
        var known = partitions.stream().map(PartitionSize::records).allMatch(Objects::nonNull);
        return new TopicSize(
                name,
                known ? partitions.stream().mapToLong(PartitionSize::records).sum() : null,
                partitions.stream().mapToLong(PartitionSize::bytes).sum(),
                List.copyOf(partitions));
    }
}
