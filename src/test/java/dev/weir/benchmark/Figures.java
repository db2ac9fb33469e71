package dev.weir.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures of all rounds; one that no round has measured is not there. */
final class Figures {

    private final Map<Figure, List<Double>> rounds = new EnumMap<>(Figure.class);

    void add(Map<Figure, Double> round) {
        round.forEach((which, value) ->
                rounds.computeIfAbsent(which, first -> new ArrayList<>()).add(value));
    }

    /** In the order of a report. */
    Set<Figure> measured() {
        return rounds.keySet();
    }

    Spread of(Figure which) {
        return Spread.of(rounds.get(which).stream().mapToDouble(value -> value));
    }
}
