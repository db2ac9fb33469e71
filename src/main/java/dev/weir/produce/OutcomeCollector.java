package dev.weir.produce;

import dev.weir.kafka.RecordSender.Listener;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Gathers the outcomes of a batch, of one record or more, for an answer that cannot wait for ever. */
public final class OutcomeCollector implements Listener {

    private final AtomicReferenceArray<Outcome> outcomes;
    private final AtomicInteger missing;
    private final CompletableFuture<Void> complete = new CompletableFuture<>();

    private final Duration budget;
    private final long startedNanos = System.nanoTime();

    public OutcomeCollector(int records, Duration budget) {
        this.budget = budget;
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

    /** All outcomes, in order; those still missing when the budget, counted from the start, is spent are unknown. */
    public CompletionStage<List<Outcome>> outcomes() {
        long left = Math.max(1, budget.toNanos() - (System.nanoTime() - startedNanos));
        return complete.completeOnTimeout(null, left, TimeUnit.NANOSECONDS).thenApply(done -> gathered());
    }

    private List<Outcome> gathered() {
        List<Outcome> all = new ArrayList<>(outcomes.length());
        for (int i = 0; i < outcomes.length(); i++) {
            var known = outcomes.get(i);
            all.add(known == null ? Outcome.of(late()) : known);
        }
        return all;
    }

    private Failure late() {
        return Failure.of(
                Failure.Kind.UNKNOWN_OUTCOME,
                "Kafka did not confirm within %d ms; the record may have been written, once"
                        .formatted(budget.toMillis()));
    }
}
