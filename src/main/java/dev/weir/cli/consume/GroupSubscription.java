package dev.weir.cli.consume;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** The partitions that the group gives to this member; what was read of those that it takes away is committed first. */
final class GroupSubscription implements PartitionSource, ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> kafka;
    private final TopicResolver catalog;
    private final PartitionRanges ranges;
    private final OffsetCommitter commits;
    private Set<String> topics = Set.of();
    private boolean settled;

    GroupSubscription(
            Consumer<byte[], byte[]> kafka, TopicResolver catalog, PartitionRanges ranges, OffsetCommitter commits) {
        this.kafka = kafka;
        this.catalog = catalog;
        this.ranges = ranges;
        this.commits = commits;
    }

    @Override
    public void begin() {
        refresh();
    }

    @Override
    public void refresh() {
        var found = new HashSet<>(catalog.topics());
        if (!found.equals(topics)) {
            topics = found;
            kafka.subscribe(found, this);
        }
    }

    @Override
    public boolean isSettled() {
        return settled;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        settled = true;
        if (!partitions.isEmpty()) {
            ranges.enter(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.beforeRevocation();
        ranges.leave(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        ranges.leave(partitions);
    }
}
