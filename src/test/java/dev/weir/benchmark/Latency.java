package dev.weir.benchmark;

import org.HdrHistogram.Histogram;

/** How long requests took, in microseconds: percentiles and the longest. */
record Latency(double p50, double p90, double p99, double p999, double most) {

    static Latency of(Histogram micros) {
        return new Latency(
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(90),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9),
                micros.getMaxValue());
    }
}
