package dev.weir.cli.consume;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** All partitions that are wanted, whoever else reads them. */
final class ManualAssignment implements PartitionSource {

    private final Consumer<byte[], byte[]> kafka;
    private final TopicResolver catalog;
    private final PartitionRanges ranges;

    ManualAssignment(Consumer<byte[], byte[]> kafka, TopicResolver catalog, PartitionRanges ranges) {
        this.kafka = kafka;
        this.catalog = catalog;
        this.ranges = ranges;
    }

    @Override
    public void begin() {
        var partitions = catalog.partitions();
        kafka.assign(partitions);
        ranges.enter(partitions);
    }

    @Override
    public void refresh() {
        var known = kafka.assignment();
        List<TopicPartition> added = new ArrayList<>(new HashSet<>(catalog.partitions()));
        added.removeAll(known);
        if (!added.isEmpty()) {
            var all = new HashSet<>(known);
            all.addAll(added);
            kafka.assign(all);
            ranges.enterNew(added);
        }
    }

    @Override
    public boolean isSettled() {
        return true;
    }
}
