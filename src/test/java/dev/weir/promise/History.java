package dev.weir.promise;

import java.util.ArrayList;
import java.util.List;

/** All that happened in a run, as the clients saw it; safe for use by many threads. */
final class History {

    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Long> healings = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    synchronized void add(Attempt attempt) {
        attempts.add(attempt);
    }

    /** A fault is over; Weir must recover from now on. */
    synchronized void healed(long nanos) {
        healings.add(nanos);
    }

    /** Adds a response that the API does not describe, such as a 503 without {@code Retry-After}. */
    synchronized void complain(String complaint) {
        complaints.add(complaint);
    }

    synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    synchronized List<Long> healings() {
        return List.copyOf(healings);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How many records that were sent after an instant have been acknowledged. */
    synchronized long acknowledgedSince(long nanos) {
        return attempts.stream()
                .filter(attempt -> attempt.isOk() && attempt.sent().startNanos() >= nanos)
                .count();
    }

    /** The part of it in which requests both began and ended between two instants. */
    History between(long from, long to) {
        var part = new History();
        attempts().stream()
                .filter(attempt -> attempt.sent().startNanos() >= from && attempt.endNanos() <= to)
                .forEach(part::add);
        return part;
    }
}
