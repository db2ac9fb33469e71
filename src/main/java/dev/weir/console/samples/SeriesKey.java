package dev.weir.console.samples;

import org.apache.kafka.common.TopicPartition;

/**
 * Identifies a series of offsets.
 *
 * @param group whose committed offsets they are; null for end offsets
 */
public record SeriesKey(String group, TopicPartition at) {

    /** Identifies the end offsets of a partition. */
    public static SeriesKey end(TopicPartition at) {
        return new SeriesKey(null, at);
    }
}
