package dev.weir.access;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many refusals of one client the audit trail writes down in a second, so that no client can fill it; of the
 * others it keeps the number.
 */
final class RefusalLimit {

    private final int max;
    private final Map<String, Integer> refusals = new HashMap<>();

    /** @param max for each client in a second */
    RefusalLimit(int max) {
        this.max = max;
    }

    /**
     * Counts a refusal, and returns whether it gets a line of its own.
     *
     * @param client empty for all that Weir does not know
     */
    synchronized boolean admits(String client) {
        return refusals.merge(client, 1, Integer::sum) <= max;
    }

    /** Begins a new second; returns the clients that had refusals without a line, with the number of these. */
    synchronized Map<String, Integer> restart() {
        Map<String, Integer> omitted = new HashMap<>();
        refusals.forEach((client, count) -> {
            if (count > max) {
                omitted.put(client, count - max);
            }
        });
        refusals.clear();
        return omitted;
    }
}
