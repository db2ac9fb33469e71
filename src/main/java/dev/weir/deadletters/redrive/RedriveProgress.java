package dev.weir.deadletters.redrive;

import dev.weir.model.TopicName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The results of a redrive so far, and their counts. Safe for use by many threads. */
final class RedriveProgress {

    private static final int MAX_RESULTS = 1_000;

    private final Deque<RedriveResult> results = new ArrayDeque<>();
    private RedriveReport.State state = RedriveReport.State.RUNNING;
    private long sent;
    private long failed;
    private long skipped;
    private String error;

    synchronized void add(RedriveResult result) {
        switch (result.effect()) {
            case SENT -> sent++;
            case FAILED, UNKNOWN -> failed++;
            case SKIPPED -> skipped++;
        }
        if (results.size() == MAX_RESULTS) {
            results.removeFirst();
        }
        results.addLast(result);
    }

    /** @param reason null unless it has failed */
    synchronized void end(RedriveReport.State last, String reason) {
        state = last;
        error = reason;
    }

    /** The counts and the last results. */
    synchronized RedriveReport report(String id, TopicName topic) {
        return new RedriveReport(
                id, topic.value(), state, sent + failed + skipped, sent, failed, skipped, List.copyOf(results), error);
    }
}
