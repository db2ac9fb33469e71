package dev.weir.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The measures of all rounds, by case. */
final class Results {

    private final Map<Case, List<Measure>> rounds = new LinkedHashMap<>();

    Results(List<Case> cases) {
        cases.forEach(each -> rounds.put(each, new ArrayList<>()));
    }

    void add(Case which, Measure measure) {
        rounds.get(which).add(measure);
    }

    Set<Case> cases() {
        return rounds.keySet();
    }

    Spread of(Case which, ToDoubleFunction<Measure> what) {
        return Spread.of(rounds.get(which).stream().mapToDouble(what));
    }

    /** Records a second as a part of those of the reference, round by round. */
    Spread ratio(Case which) {
        return ratio(which, which.reference(), Measure::recordsPerSecond);
    }

    /** Each round's value by that of another case in the same round. */
    Spread ratio(Case which, Case other, ToDoubleFunction<Measure> what) {
        var own = rounds.get(which);
        var others = rounds.get(other);
        return Spread.of(IntStream.range(0, own.size())
                .mapToDouble(i -> what.applyAsDouble(own.get(i)) / what.applyAsDouble(others.get(i))));
    }

    /** Each round's value less that of another case in the same round. */
    Spread difference(Case which, Case other, ToDoubleFunction<Measure> what) {
        var own = rounds.get(which);
        var others = rounds.get(other);
        return Spread.of(IntStream.range(0, own.size())
                .mapToDouble(i -> what.applyAsDouble(own.get(i)) - what.applyAsDouble(others.get(i))));
    }

    /** Whether requests were timed one by one. */
    boolean hasLatency(Case which) {
        return rounds.get(which).get(0).latency() != null;
    }
}
