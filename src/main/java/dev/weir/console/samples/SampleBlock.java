package dev.weir.console.samples;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Successive samples of all series, which are forgotten together. */
final class SampleBlock {

    static final int MAX_SAMPLES = 300;

    private final long[] times = new long[MAX_SAMPLES];
    private final Map<SeriesKey, OffsetColumn> columns = new HashMap<>();
    private int size;

    void add(Sample sample) {
        times[size] = sample.time();
        sample.ends().forEach((at, end) -> column(SeriesKey.end(at)).set(size, end));
        sample.committed()
                .forEach((group, offsets) -> offsets.forEach(
                        (at, offset) -> column(new SeriesKey(group, at)).set(size, offset)));
        size++;
    }

    private OffsetColumn column(SeriesKey key) {
        return columns.computeIfAbsent(key, first -> new OffsetColumn());
    }

    boolean isFull() {
        return size == MAX_SAMPLES;
    }

    int size() {
        return size;
    }

    long lastTime() {
        return times[size - 1];
    }

    long time(int index) {
        return times[index];
    }

    Set<SeriesKey> keys() {
        return columns.keySet();
    }

    /** The first offset of a series that is known here; {@link SampleHistory#UNKNOWN} for none. */
    long first(SeriesKey key) {
        var column = columns.get(key);
        return column == null ? SampleHistory.UNKNOWN : column.first();
    }

    long bytes() {
        return times.length * (long) Long.BYTES
                + columns.values().stream().mapToLong(OffsetColumn::bytes).sum();
    }

    void copyTimesTo(long[] target, int from) {
        System.arraycopy(times, 0, target, from, size);
    }

    /** Writes the offsets of a series into an array, one for each sample. */
    void copyTo(SeriesKey key, long[] target, int from) {
        Arrays.fill(target, from, from + size, SampleHistory.UNKNOWN);
        var column = columns.get(key);
        if (column != null) {
            column.copyTo(target, from);
        }
    }
}
