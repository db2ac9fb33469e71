package dev.weir.cli.consume;

import dev.weir.cli.consume.selection.TopicResolver;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** The partitions that the group assigns to this member; offsets are committed before partitions are revoked. */
final class GroupSubscription implements PartitionSource, ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;
    private final TopicResolver resolver;
    private final PartitionRanges ranges;
    private final OffsetCommitter committer;
    private Set<String> topics = Set.of();
    private boolean assigned;

    GroupSubscription(
            Consumer<byte[], byte[]> consumer,
            TopicResolver resolver,
            PartitionRanges ranges,
            OffsetCommitter committer) {
        this.consumer = consumer;
        this.resolver = resolver;
        this.ranges = ranges;
        this.committer = committer;
    }

    @Override
    public void begin() {
        refresh();
    }

    @Override
    public void refresh() {
        var found = new HashSet<>(resolver.topics());
        if (!found.equals(topics)) {
            topics = found;
            consumer.subscribe(found, this);
        }
    }

    @Override
    public boolean isAssigned() {
        return assigned;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = true;
        if (!partitions.isEmpty()) {
            ranges.add(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        committer.beforeRevocation();
        ranges.remove(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        ranges.remove(partitions);
    }
}
