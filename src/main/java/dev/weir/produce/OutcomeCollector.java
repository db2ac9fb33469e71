package dev.weir.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.RecordSender.Listener;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Collects the outcomes of a batch of one or more records until all are known or the timeout expires. */
public final class OutcomeCollector implements Listener {

    private final AtomicReferenceArray<Outcome> outcomes;
    private final AtomicInteger missing;
    private final CompletableFuture<Void> complete = new CompletableFuture<>();

    private final Duration timeout;
    private final Stopwatch sinceStart;
    private final Collection<OutcomeCollector> waiting;

    /** @param waiting has this while its outcomes are asked for and not known; its owner calls {@link #checkTimeout} */
    OutcomeCollector(int records, Duration timeout, Ticker ticker, Collection<OutcomeCollector> waiting) {
        this.timeout = timeout;
        this.waiting = waiting;
        sinceStart = new Stopwatch(ticker);
        outcomes = new AtomicReferenceArray<>(records);
        missing = new AtomicInteger(records);
    }

    @Override
    public void outcome(int index, Outcome outcome) {
        outcomes.set(index, outcome);
        if (missing.decrementAndGet() == 0) {
            complete.complete(null);
        }
    }

    /**
     * All outcomes, in order; those that are missing when the timeout, from the creation of this, expires are unknown.
     */
    public CompletionStage<List<Outcome>> outcomes() {
        waiting.add(this);
        return complete.thenApply(done -> {
            waiting.remove(this);
            return snapshot();
        });
    }

    /** Stops waiting for outcomes once the timeout has expired. */
    void checkTimeout() {
        if (sinceStart.exceeds(timeout)) {
            complete.complete(null);
        }
    }

    private List<Outcome> snapshot() {
        List<Outcome> all = new ArrayList<>(outcomes.length());
        for (int i = 0; i < outcomes.length(); i++) {
            var known = outcomes.get(i);
            all.add(known == null ? Outcome.of(timedOut()) : known);
        }
        return all;
    }

    private Failure timedOut() {
        return Failure.of(
                Failure.Kind.UNKNOWN_OUTCOME,
                "Kafka did not confirm within %d ms; the record may have been written, once"
                        .formatted(timeout.toMillis()));
    }
}
