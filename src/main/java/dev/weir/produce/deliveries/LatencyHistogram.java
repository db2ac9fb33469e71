package dev.weir.produce.deliveries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations in fixed buckets. Safe for use by many threads. */
final class LatencyHistogram {

    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final double[] MAX_MILLIS = {0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};

    private final LongAdder[] counts = new LongAdder[MAX_MILLIS.length + 1];

    LatencyHistogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void add(Duration duration) {
        double millis = duration.toNanos() / NANOS_PER_MILLI;
        int bucket = 0;
        while (bucket < MAX_MILLIS.length && millis > MAX_MILLIS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
    }

    List<LatencyBucket> buckets() {
        List<LatencyBucket> buckets = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            buckets.add(
                    new LatencyBucket(i < MAX_MILLIS.length ? Double.valueOf(MAX_MILLIS[i]) : null, counts[i].sum()));
        }
        return buckets;
    }
}
