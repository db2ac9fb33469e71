package dev.weir.promise;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The violations of each rule: values of records, or messages. */
final class Violations {

    private static final int SHOWN = 5;

    private final Map<Rule, List<String>> found = new EnumMap<>(Rule.class);

    void addIf(boolean isViolated, Rule rule, String what) {
        if (isViolated) {
            found.computeIfAbsent(rule, first -> new ArrayList<>()).add(what);
        }
    }

    void addAll(Rule rule, Stream<String> what) {
        what.forEach(one -> addIf(true, rule, one));
    }

    List<String> of(Rule rule) {
        return found.getOrDefault(rule, List.of());
    }

    /** A line for each broken rule, with its first examples; empty without violations. */
    List<String> lines() {
        return found.entrySet().stream()
                .map(entry -> entry.getValue().size() + " " + entry.getKey().plural() + ", such as "
                        + entry.getValue().stream().limit(SHOWN).toList())
                .toList();
    }
}
