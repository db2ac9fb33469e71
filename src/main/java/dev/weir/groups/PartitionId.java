package dev.weir.groups;

import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition of a topic.
 *
 * @param partition from 0
 */
@RegisterForReflection
public record PartitionId(TopicName topic, Integer partition) implements Comparable<PartitionId> {

    private static final Comparator<PartitionId> ORDER =
            Comparator.comparing(PartitionId::topic).thenComparing(PartitionId::partition);

    public PartitionId {
        if (topic == null || partition == null) {
            throw Failure.unprocessableAt("$.partitions", "each says topic and partition");
        }
        if (partition < 0) {
            throw Failure.unprocessableAt("$.partitions", "a partition is a whole number from 0, not " + partition);
        }
    }

    static PartitionId of(TopicPartition at) {
        return new PartitionId(new TopicName(at.topic()), at.partition());
    }

    static List<PartitionId> of(Collection<TopicPartition> partitions) {
        return partitions.stream().map(PartitionId::of).sorted().toList();
    }

    TopicPartition toTopicPartition() {
        return new TopicPartition(topic.value(), partition);
    }

    @Override
    public int compareTo(PartitionId other) {
        return ORDER.compare(this, other);
    }
}
