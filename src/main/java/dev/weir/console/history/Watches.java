package dev.weir.console.history;

import dev.weir.model.Failure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** The topics and groups that clients look at, each until some time after its last request. For many threads. */
final class Watches {

    private static final Duration DURATION = Duration.ofMinutes(5);
    private static final Duration RATE_DURATION = Duration.ofSeconds(10);
    private static final int MAX_NAMES = 200;

    private final LongSupplier clockMillis;
    private final Map<String, Long> topics = new HashMap<>();
    private final Map<String, Long> groups = new HashMap<>();
    private final Map<String, Long> rates = new HashMap<>();
    private long changes;

    Watches(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    synchronized void topic(String name) {
        add(topics, name, DURATION);
    }

    synchronized void group(String id) {
        add(groups, id, DURATION);
    }

    /** Topics of which only the number of records is shown. */
    synchronized void rates(Collection<String> names) {
        names.forEach(name -> add(rates, name, RATE_DURATION));
    }

    private void add(Map<String, Long> watched, String name, Duration duration) {
        if (!watched.containsKey(name)) {
            expire();
            if (watched.size() == MAX_NAMES) {
                throw Failure.of(
                        Failure.Kind.TOO_MANY,
                        "Clients look at %d topics or groups already, which is the limit; each is forgotten five minutes"
                                        .formatted(MAX_NAMES)
                                + " after the last request for it");
            }
            changes++;
        }
        watched.put(name, clockMillis.getAsLong() + duration.toMillis());
    }

    private void expire() {
        long now = clockMillis.getAsLong();
        for (var watched : List.of(topics, groups, rates)) {
            if (watched.values().removeIf(until -> until < now)) {
                changes++;
            }
        }
    }

    synchronized Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    synchronized Set<String> groups() {
        return new TreeSet<>(groups.keySet());
    }

    synchronized Set<String> rates() {
        return new TreeSet<>(rates.keySet());
    }

    /** Whether there are none, without those that are over. */
    synchronized boolean isEmpty() {
        expire();
        return topics.isEmpty() && groups.isEmpty() && rates.isEmpty();
    }

    /** Differs after every name that was added or is over. */
    synchronized long changes() {
        return changes;
    }
}
