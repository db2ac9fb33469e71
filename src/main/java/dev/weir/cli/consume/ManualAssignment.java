package dev.weir.cli.consume;

import dev.weir.cli.consume.selection.TopicResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** All selected partitions, assigned without a group. */
final class ManualAssignment implements PartitionSource {

    private final Consumer<byte[], byte[]> consumer;
    private final TopicResolver resolver;
    private final PartitionRanges ranges;

    ManualAssignment(Consumer<byte[], byte[]> consumer, TopicResolver resolver, PartitionRanges ranges) {
        this.consumer = consumer;
        this.resolver = resolver;
        this.ranges = ranges;
    }

    @Override
    public void begin() {
        var partitions = resolver.partitions();
        consumer.assign(partitions);
        ranges.add(partitions);
    }

    @Override
    public void refresh() {
        var known = consumer.assignment();
        List<TopicPartition> added = new ArrayList<>(new HashSet<>(resolver.partitions()));
        added.removeAll(known);
        if (!added.isEmpty()) {
            var all = new HashSet<>(known);
            all.addAll(added);
            consumer.assign(all);
            ranges.addNew(added);
        }
    }

    @Override
    public boolean isAssigned() {
        return true;
    }
}
