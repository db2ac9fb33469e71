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
public record Place(TopicName topic, Integer partition) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::topic).thenComparing(Place::partition);

    public Place {
        if (topic == null || partition == null) {
            throw Failure.unprocessableAt("$.partitions", "each says topic and partition");
        }
        if (partition < 0) {
            throw Failure.unprocessableAt("$.partitions", "a partition is a whole number from 0, not " + partition);
        }
    }

    static Place of(TopicPartition at) {
        return new Place(new TopicName(at.topic()), at.partition());
    }

    static List<Place> of(Collection<TopicPartition> partitions) {
        return partitions.stream().map(Place::of).sorted().toList();
    }

    TopicPartition kafkas() {
        return new TopicPartition(topic.value(), partition);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
