package dev.weir.benchmark;

import java.util.stream.DoubleStream;

/** The middle of several rounds, with the edges. */
record Spread(double median, double least, double most) {

    /** Of one or more. */
    static Spread of(DoubleStream rounds) {
        var sorted = rounds.sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
