package dev.weir.consumers;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The partitions that an instance reads. */
@RegisterForReflection
record PartitionList(List<Partition> partitions) {

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    /** One of them. */
    @RegisterForReflection
    record Partition(String topic, int partition) {}

    /** Committed offsets. */
    @RegisterForReflection
    record Committed(List<Offset> offsets) {

        Committed {
            offsets = List.copyOf(offsets);
        }
    }

    /**
     * The committed offset of one partition.
     *
     * @param offset the next offset to read
     * @param metadata committed with the offset, possibly empty
     */
    @RegisterForReflection
    record Offset(String topic, int partition, long offset, String metadata) {}

    PartitionList {
        partitions = List.copyOf(partitions);
    }

    /** In their order. */
    static PartitionList of(Set<TopicPartition> partitions) {
        return new PartitionList(partitions.stream()
                .sorted(BY_NAME)
                .map(partition -> new Partition(partition.topic(), partition.partition()))
                .toList());
    }

    /** Offsets in the order of their partitions. */
    static Committed committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return new Committed(offsets.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(BY_NAME))
                .map(entry -> new Offset(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        entry.getValue().offset(),
                        entry.getValue().metadata()))
                .toList());
    }
}
