package dev.weir.reading;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * From which offset to which one partition is read.
 *
 * @param asked the requested offset, which may lie outside of the log
 * @param earliest the first offset that is still there
 * @param from the first offset to read
 * @param to the first offset that is not read any more; {@link Long#MAX_VALUE} where the read has no end
 */
public record OffsetRange(long asked, long earliest, long from, long to) {

    /** A partition that was added to its topic: none of its records may be missed. */
    public static final OffsetRange ADDED = startingAt(0);

    /** Reads without an end from an offset that may be gone. */
    public static OffsetRange startingAt(long offset) {
        return new OffsetRange(offset, offset, offset, Long.MAX_VALUE);
    }

    /** Reads from an offset, or from the nearest one in the log, to the end of the log as it is now. */
    public static OffsetRange within(long asked, long earliest, long latest) {
        return new OffsetRange(asked, earliest, Math.max(earliest, Math.min(asked, latest)), latest);
    }

    /** The same to another end. */
    public OffsetRange until(long end) {
        return new OffsetRange(asked, earliest, from, end);
    }

    /** The same from another offset. */
    public OffsetRange from(long offset) {
        return new OffsetRange(offset, earliest, offset, to);
    }

    /** Whether the read ends by itself. */
    public boolean hasEnd() {
        return to < Long.MAX_VALUE;
    }

    /** The number of requested offsets that were deleted. */
    public long skipped() {
        return Math.max(0, from - asked);
    }

    /**
     * Whether a reader has read the whole range, by its position and not by its last record: after that there may be
     * transaction markers, aborted records, or a gap that compaction has left.
     *
     * @param position null where it is not known
     */
    public boolean isDone(Long position) {
        return position != null && position >= to;
    }

    /** The number of offsets of all ranges together. */
    public static long size(Collection<OffsetRange> ranges) {
        return ranges.stream().mapToLong(range -> range.to - range.from).sum();
    }

    /** One offset of each range. */
    public static Map<TopicPartition, Long> each(
            Map<TopicPartition, OffsetRange> ranges, Function<OffsetRange, Long> offset) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ranges.forEach((partition, range) -> offsets.put(partition, offset.apply(range)));
        return offsets;
    }
}
