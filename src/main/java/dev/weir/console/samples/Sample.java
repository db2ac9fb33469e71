package dev.weir.console.samples;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of watched topics at one time.
 *
 * @param ends without partitions that have no leader
 * @param committed by group
 */
public record Sample(long time, Map<TopicPartition, Long> ends, Map<String, Map<TopicPartition, Long>> committed) {}
