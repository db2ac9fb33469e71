package dev.weir.console.samples;

import java.util.OptionalLong;

/** Times of offsets between samples: no request of Kafka returns the time at which an offset was given to a record. */
public final class Interpolation {

    private Interpolation() {}

    /** Replaces each unknown end offset by the one before: no record arrives while a partition has no leader. */
    public static void fill(long[] ends) {
        for (int i = 1; i < ends.length; i++) {
            if (ends[i] == SampleHistory.UNKNOWN) {
                ends[i] = ends[i - 1];
            }
        }
    }

    /**
     * The time at which the record with an offset arrived.
     *
     * @param ends end offsets at the times, {@link #fill filled}, which do not become smaller
     * @param size how many of the samples count
     * @return empty where the record arrived before the first sample or after the last one
     */
    public static OptionalLong arrival(long[] times, long[] ends, int size, long offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low == size || low == 0 || ends[low - 1] == SampleHistory.UNKNOWN) {
            return OptionalLong.empty();
        }
        double part = (offset + 1 - ends[low - 1]) / (double) (ends[low] - ends[low - 1]);
        return OptionalLong.of(times[low - 1] + Math.round((times[low] - times[low - 1]) * part));
    }
}
