package dev.weir.console.history;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * One sample, with the state of its partitions.
 *
 * @param ends also those of topics of which only the rate is shown
 * @param committed by group
 * @param latencyMillis how long Kafka took to return the offsets
 */
public record Snapshot(
        long time,
        Targets targets,
        Map<TopicPartition, Long> ends,
        Map<String, Map<TopicPartition, Long>> committed,
        long latencyMillis) {

    /** The committed offset of a group; null for none. */
    public Long committed(String group, TopicPartition at) {
        return committed.getOrDefault(group, Map.of()).get(at);
    }
}
