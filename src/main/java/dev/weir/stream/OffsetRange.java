package dev.weir.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * From where to where each partition is read.
 *
 * @param earliest the first records that are still there
 * @param from the first offset
 * @param to the end as it was when the read began; a read that does not follow ends before it
 * @param skipped how many records that were asked for are no longer there, of partitions where there are any
 */
record OffsetRange(
        Map<TopicPartition, Long> earliest,
        Map<TopicPartition, Long> from,
        Map<TopicPartition, Long> to,
        Map<TopicPartition, Long> skipped) {

    OffsetRange {
        earliest = Map.copyOf(earliest);
        from = Map.copyOf(from);
        to = Map.copyOf(to);
        skipped = Map.copyOf(skipped);
    }

    /** Reads from places that were asked for, or from the earliest record behind them that is still there. */
    static OffsetRange of(
            Map<TopicPartition, Long> asked, Map<TopicPartition, Long> earliest, Map<TopicPartition, Long> to) {
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> skipped = new HashMap<>();
        asked.forEach((partition, offset) -> {
            long first = Math.max(offset, earliest.get(partition));
            from.put(partition, first);
            if (first > offset) {
                skipped.put(partition, first - offset);
            }
        });
        return new OffsetRange(earliest, from, to, skipped);
    }

    /** The same from other offsets. */
    OffsetRange from(Map<TopicPartition, Long> offsets) {
        return new OffsetRange(earliest, offsets, to, Map.of());
    }
}
