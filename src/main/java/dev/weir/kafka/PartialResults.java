package dev.weir.kafka;

import dev.weir.model.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Gathers the answers to a question about many things, until the last is in. */
final class PartialResults<K, T> {

    private final Map<K, T> found;
    private final Set<Failure.Kind> missing;
    private final CompletableFuture<Map<K, T>> all = new CompletableFuture<>();
    private Failure unanswered;
    private int left;

    /**
     * Nothing gathered yet.
     *
     * @param count how many answers there will be
     * @param missing the kinds of failures for which a key is left out
     */
    PartialResults(int count, Set<Failure.Kind> missing) {
        this.missing = missing;
        left = count;
        found = new HashMap<>(count * 2);
        if (count == 0) {
            all.complete(Map.of());
        }
    }

    /** Takes one answer in, from any thread. */
    void add(K key, T value, Throwable thrown) {
        if (thrown != null) {
            addFailure(KafkaFailures.ofRead(thrown));
        }
        if (take(key, value, thrown)) {
            finish();
        }
    }

    /** Completes with what there is when all answers are in, or fails with the first that may not be left out. */
    CompletableFuture<Map<K, T>> all() {
        return all;
    }

    private synchronized boolean take(K key, T value, Throwable thrown) {
        if (thrown == null) {
            found.put(key, value);
        }
        left--;
        return left == 0;
    }

    private synchronized void addFailure(Failure failure) {
        if (!missing.contains(failure.kind())) {
            all.completeExceptionally(failure);
        } else if (failure.kind() == Failure.Kind.UNAVAILABLE) {
            unanswered = failure;
        }
    }

    private void finish() {
        if (found.isEmpty() && unanswered != null) {
            all.completeExceptionally(unanswered);
        } else {
            all.complete(found);
        }
    }
}
