package dev.weir.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The measures of all rounds, by case. */
final class Results {

    /** The middle of several rounds, with the edges. */
    record Spread(double median, double least, double most) {}

    private final Map<Case, List<Measure>> rounds = new LinkedHashMap<>();

    Results(List<Case> cases) {
        cases.forEach(each -> rounds.put(each, new ArrayList<>()));
    }

    void add(Case which, Measure measure) {
        rounds.get(which).add(measure);
    }

    Iterable<Case> cases() {
        return rounds.keySet();
    }

    Spread of(Case which, ToDoubleFunction<Measure> what) {
        return spread(rounds.get(which).stream().mapToDouble(what).sorted().toArray());
    }

    /** Records a second as a part of those of the reference, round by round. */
    Spread ratio(Case which) {
        var own = rounds.get(which);
        var others = rounds.get(which.reference());
        var ratios = new double[own.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = own.get(i).recordsPerSecond() / others.get(i).recordsPerSecond();
        }
        Arrays.sort(ratios);
        return spread(ratios);
    }

    /** Whether requests were timed one by one. */
    boolean hasLatency(Case which) {
        return rounds.get(which).get(0).latency() != null;
    }

    private static Spread spread(double[] sorted) {
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
