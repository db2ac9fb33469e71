package dev.weir.cli.consume;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Formats partitions for messages: {@code orders[0]}. */
final class PartitionText {

    private PartitionText() {}

    static String of(TopicPartition partition) {
        return partition.topic() + "[" + partition.partition() + "]";
    }

    /** The same values, by formatted partition, sorted. */
    static <T> SortedMap<String, T> sorted(Map<TopicPartition, T> of) {
        SortedMap<String, T> named = new TreeMap<>();
        of.forEach((partition, value) -> named.put(of(partition), value));
        return named;
    }
}
