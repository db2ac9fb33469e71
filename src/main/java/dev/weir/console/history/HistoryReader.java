package dev.weir.console.history;

import dev.weir.console.samples.Interpolation;
import dev.weir.console.samples.SampleHistory;
import dev.weir.console.samples.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** Reads the series of one response from the samples. */
final class HistoryReader {

    private final SampleHistory history;
    private final long[] times;
    private final int[] indexes;

    HistoryReader(SampleHistory history, HistoryRange range) {
        this.history = history;
        times = history.times();
        indexes = range.indexes(times);
    }

    List<Long> times() {
        List<Long> chosen = new ArrayList<>(indexes.length);
        for (int index : indexes) {
            chosen.add(times[index]);
        }
        return chosen;
    }

    /** The offsets of a series; null where one was not known. */
    List<Long> offsets(SeriesKey key) {
        var offsets = history.offsets(key);
        List<Long> chosen = new ArrayList<>(indexes.length);
        for (int index : indexes) {
            chosen.add(index >= offsets.length || offsets[index] == SampleHistory.UNKNOWN ? null : offsets[index]);
        }
        return chosen;
    }

    /** The age of the oldest unread record at each time; null where it is not known. */
    List<Long> lagMillis(String group, TopicPartition at) {
        var ends = history.offsets(SeriesKey.end(at));
        Interpolation.fill(ends);
        var committed = history.offsets(new SeriesKey(group, at));
        List<Long> lags = new ArrayList<>(indexes.length);
        for (int index : indexes) {
            lags.add(index < ends.length && index < committed.length ? lag(ends, committed[index], index) : null);
        }
        return lags;
    }

    private Long lag(long[] ends, long committed, int index) {
        if (committed == SampleHistory.UNKNOWN || ends[index] == SampleHistory.UNKNOWN) {
            return null;
        }
        if (committed >= ends[index]) {
            return 0L;
        }
        OptionalLong arrival = Interpolation.arrival(times, ends, index + 1, committed);
        return arrival.isPresent() ? Long.valueOf(times[index] - arrival.getAsLong()) : null;
    }
}
