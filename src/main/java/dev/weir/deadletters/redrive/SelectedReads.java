package dev.weir.deadletters.redrive;

import dev.weir.reading.OffsetRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** Which ranges are read, one after the other, for the dead letters of a redrive. */
final class SelectedReads {

    /** Selected offsets with no more than so many others between them are read together. */
    private static final long MAX_GAP = 100;

    private SelectedReads() {}

    /**
     * The reads of a selection, or of all partitions.
     *
     * @param ranges what there is to read
     */
    static List<Map<TopicPartition, OffsetRange>> of(RedriveSpec spec, Map<TopicPartition, OffsetRange> ranges) {
        List<Map<TopicPartition, OffsetRange>> reads = new ArrayList<>();
        if (spec.selected().isEmpty()) {
            ranges.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.partition(), b.partition())))
                    .forEach(each -> reads.add(Map.of(each.getKey(), each.getValue())));
            return reads;
        }
        Map<Integer, OffsetRange> byPartition = new HashMap<>();
        ranges.forEach((partition, range) -> byPartition.put(partition.partition(), range));
        spec.selected().forEach((partition, offsets) -> {
            var range = byPartition.get(partition);
            if (range != null) {
                add(new TopicPartition(spec.topic().value(), partition), range, offsets, reads);
            }
        });
        return reads;
    }

    private static void add(
            TopicPartition partition,
            OffsetRange range,
            SortedMap<Long, LetterEdit> offsets,
            List<Map<TopicPartition, OffsetRange>> reads) {
        long from = -1;
        long last = -1;
        for (long offset : offsets.keySet()) {
            if (offset < range.from() || offset >= range.to()) {
                continue;
            }
            if (from >= 0 && offset - last > MAX_GAP) {
                reads.add(Map.of(partition, OffsetRange.startingAt(from).until(last + 1)));
                from = offset;
            }
            from = from < 0 ? offset : from;
            last = offset;
        }
        if (from >= 0) {
            reads.add(Map.of(partition, OffsetRange.startingAt(from).until(last + 1)));
        }
    }
}
