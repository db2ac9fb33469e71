package dev.weir.kafka;

import dev.weir.model.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Collects the results of a request for many keys until it has all. */
final class PartialResults<K, T> {

    private final Map<K, T> found;
    private final Set<Failure.Kind> missing;
    private final CompletableFuture<Map<K, T>> all = new CompletableFuture<>();
    private Failure unanswered;
    private int left;

    /**
     * An empty collection.
     *
     * @param count the number of results to wait for
     * @param missing the kinds of failures for which a key is omitted
     */
    PartialResults(int count, Set<Failure.Kind> missing) {
        this.missing = missing;
        left = count;
        found = new HashMap<>(count * 2);
        if (count == 0) {
            all.complete(Map.of());
        }
    }

    /** Adds one result, from any thread. */
    void add(K key, T value, Throwable thrown) {
        if (thrown != null) {
            addFailure(KafkaFailures.ofRead(thrown));
        }
        if (take(key, value, thrown)) {
            finish();
        }
    }

    /** Completes with all successful results, or fails with the first failure that is not omitted. */
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
