package dev.weir.promise;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what the clients were told with what is in the log. */
final class Checker {

    /** The timeout of a synchronous send. */
    private static final Duration BUDGET = Duration.ofSeconds(6);

    private final History history;
    private final List<Attempt> attempts;
    private final Map<Place, String> log;
    private final Map<String, List<Place>> places;
    private final Duration budget;

    private Checker(History history, List<Written> written, Duration budget) {
        this.history = history;
        this.budget = budget;
        attempts = history.attempts();
        log = written.stream().collect(toMap(Written::place, Written::value));
        places = written.stream().collect(groupingBy(Written::value, mapping(Written::place, toList())));
    }

    /** The violations, by rule. */
    static Violations check(History history, List<Written> log) {
        // A second for a machine that runs tests, more for one that is busy beside them.
        return check(history, log, BUDGET.plus(Deadlines.seconds(1)));
    }

    static Violations check(History history, List<Written> log, Duration budget) {
        return new Checker(history, log, budget).violations();
    }

    private Violations violations() {
        var found = new Violations();
        for (var attempt : attempts) {
            found.addIf(attempt.isOk() && times(attempt) == 0, Rule.LOST, attempt.value());
            found.addIf(attempt.isOk() && times(attempt) > 1, Rule.DUPLICATE, attempt.value());
            found.addIf(attempt.ending() == Ending.INFO && times(attempt) > 1, Rule.REPEATED, attempt.value());
            found.addIf(attempt.ending() == Ending.FAIL && times(attempt) > 0, Rule.ABORTED_READ, attempt.value());
            found.addIf(
                    attempt.isOk() && !attempt.value().equals(log.get(attempt.place())),
                    Rule.WRONG_RECEIPT,
                    attempt.value());
            found.addIf(
                    attempt.took().compareTo(budget) > 0,
                    Rule.LATE,
                    attempt.value() + " after " + Timings.seconds(attempt.took()));
        }
        found.addAll(Rule.PHANTOM, phantoms());
        found.addAll(Rule.REORDER, reorders());
        found.addAll(Rule.STALE_OFFSET, staleOffsets());
        found.addAll(
                Rule.NO_RECOVERY,
                new Timings(history)
                        .recoveries().stream()
                                .filter(Timings.Recovery::isTooLate)
                                .map(Timings.Recovery::toString));
        found.addAll(Rule.BAD_ANSWER, history.complaints().stream());
        return found;
    }

    private int times(Attempt attempt) {
        return places.getOrDefault(attempt.value(), List.of()).size();
    }

    private Stream<String> phantoms() {
        Set<String> sent = attempts.stream().map(Attempt::value).collect(toSet());
        return log.values().stream().filter(value -> !sent.contains(value));
    }

    /** Of each key and partition, those whose offset is below that of one sent earlier. */
    private Stream<String> reorders() {
        record Line(String key, int partition) {}
        Map<Line, Long> highest = new HashMap<>();
        return placed()
                .sorted(Comparator.comparingLong(attempt -> attempt.sent().order()))
                .filter(attempt -> {
                    var line = new Line(attempt.sent().key(), attempt.place().partition());
                    long before = highest.getOrDefault(line, -1L);
                    highest.put(line, Math.max(before, attempt.place().offset()));
                    return attempt.place().offset() <= before;
                })
                .map(Attempt::value)
                .toList()
                .stream();
    }

    /** Goes through the acknowledged requests as they began, and beside them through the same as they ended. */
    private Stream<String> staleOffsets() {
        var begun = placed().sorted(
                        Comparator.comparingLong(attempt -> attempt.sent().startNanos()))
                .toList();
        var ended = placed().sorted(Comparator.comparingLong(Attempt::endNanos)).iterator();
        Map<Integer, Long> highest = new HashMap<>();
        var next = ended.hasNext() ? ended.next() : null;
        var stale = Stream.<String>builder();
        for (var attempt : begun) {
            while (next != null && next.endNanos() < attempt.sent().startNanos()) {
                highest.merge(next.place().partition(), next.place().offset(), Math::max);
                next = ended.hasNext() ? ended.next() : null;
            }
            if (attempt.place().offset() <= highest.getOrDefault(attempt.place().partition(), -1L)) {
                stale.add(attempt.value());
            }
        }
        return stale.build();
    }

    private Stream<Attempt> placed() {
        return attempts.stream().filter(attempt -> attempt.isOk() && attempt.place() != null);
    }
}
