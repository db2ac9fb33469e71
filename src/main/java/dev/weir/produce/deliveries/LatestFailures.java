package dev.weir.produce.deliveries;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The latest failures, of which equal ones in a row are one. Safe for use by many threads. */
final class LatestFailures {

    private static final int MAX = 200;

    private final ArrayDeque<FailedSend> failures = new ArrayDeque<>();

    synchronized void add(FailedSend failure) {
        var last = failures.peekLast();
        if (last != null && last.isSameAs(failure)) {
            failures.pollLast();
            failures.addLast(last.with(failure.records()));
            return;
        }
        failures.addLast(failure);
        if (failures.size() > MAX) {
            failures.removeFirst();
        }
    }

    /** The newest first. */
    synchronized List<FailedSend> all() {
        List<FailedSend> all = new ArrayList<>(failures);
        Collections.reverse(all);
        return all;
    }
}
