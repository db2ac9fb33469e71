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

/** Compares the responses that clients got with the log of the topic. */
final class Checker {

    /** The timeout of a synchronous send. */
    private static final Duration BUDGET = Duration.ofSeconds(6);

    private final History history;
    private final List<Attempt> attempts;
    private final Map<Place, String> log;
    private final Map<String, List<Place>> places;
    private final Duration budget;
    private final Duration recovery;

    private Checker(History history, List<Written> written, Duration budget, Duration recovery) {
        this.history = history;
        this.budget = budget;
        this.recovery = recovery;
        attempts = history.attempts();
        log = written.stream().collect(toMap(Written::place, Written::value));
        places = written.stream().collect(groupingBy(Written::value, mapping(Written::place, toList())));
    }

    /** The longest time of a recovery, which a busy machine extends. */
    static Duration recovery() {
        return Deadlines.seconds(30);
    }

    /** The violations, by rule. */
    static Violations check(History history, List<Written> log) {
        // One second for a machine that runs tests, more for a busy one.
        return check(history, log, BUDGET.plus(Deadlines.seconds(1)), recovery());
    }

    /**
     * The violations, by rule.
     *
     * @param budget the longest time of a response
     * @param recovery the longest time from the end of a fault to the fifth acknowledgement
     */
    static Violations check(History history, List<Written> log, Duration budget, Duration recovery) {
        return new Checker(history, log, budget, recovery).violations();
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
                                .filter(each -> each.exceeds(recovery))
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

    /** Merges the acknowledged requests by their start with the same requests by their end. */
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
