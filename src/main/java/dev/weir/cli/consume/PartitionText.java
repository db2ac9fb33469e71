package dev.weir.cli.consume;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Partitions as a person reads them: {@code orders[0]}. */
final class PartitionText {

    private PartitionText() {}

    static String of(TopicPartition partition) {
        return partition.topic() + "[" + partition.partition() + "]";
    }

    /** The same things, under the names of their partitions and in the order of these. */
    static <T> SortedMap<String, T> sorted(Map<TopicPartition, T> of) {
        SortedMap<String, T> named = new TreeMap<>();
        of.forEach((partition, thing) -> named.put(of(partition), thing));
        return named;
    }
}
