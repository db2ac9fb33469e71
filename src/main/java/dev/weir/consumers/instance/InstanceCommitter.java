package dev.weir.consumers.instance;

import dev.weir.cluster.ClusterMembership;
import dev.weir.consumers.request.InstanceName;
import dev.weir.model.Failure;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.OffsetTracker;
import dev.weir.reading.PollLoop;
import dev.weir.reading.Stopwatch;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Commits for one instance; a refused commit is always logged. Used on the strand of the instance. */
final class InstanceCommitter {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LAST_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

    private final InstanceName name;
    private final Supplier<Consumer<byte[], byte[]>> consumer;
    private final OffsetTracker tracker;
    private final PollLoop loop;
    private final Supplier<Stopwatch> stopwatches;
    private final CommitRules rules;
    private int inFlight;

    /**
     * A committer.
     *
     * @param stopwatches start now
     * @param rules asked before each commit
     */
    InstanceCommitter(
            InstanceName name,
            Supplier<Consumer<byte[], byte[]>> consumer,
            OffsetTracker tracker,
            PollLoop loop,
            Supplier<Stopwatch> stopwatches,
            CommitRules rules) {
        this.name = name;
        this.consumer = consumer;
        this.tracker = tracker;
        this.loop = loop;
        this.stopwatches = stopwatches;
        this.rules = rules;
    }

    /** Whether a commit is in flight; its response arrives only while the consumer is polled. */
    boolean isBusy() {
        return inFlight > 0;
    }

    /** Commits without waiting; completes, or fails with a {@link Failure}, within some seconds. */
    CompletableFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        var done = new CompletableFuture<Void>();
        if (offsets.isEmpty()) {
            done.complete(null);
            return done;
        }
        inFlight++;
        attempt(offsets, done, stopwatches.get());
        return done;
    }

    /** Commits processed offsets that are not committed, without waiting; the next call retries a refused commit. */
    void commitChanged() {
        if (!isBusy()) {
            var unused = commit(tracker.uncommitted());
        }
    }

    /** As {@link #commitChanged}, and waits, because the partitions are revoked next. */
    void commitBeforeRevoke() {
        var offsets = tracker.uncommitted();
        if (offsets.isEmpty() || !rules.allowed().getAsBoolean()) {
            return;
        }
        try {
            consumer.get().commitSync(offsets, LAST_TIMEOUT);
            tracker.committed(offsets);
        } catch (RuntimeException refusal) {
            log(ConsumerFailures.ofCommit(refusal), offsets);
        }
    }

    private void attempt(
            Map<TopicPartition, OffsetAndMetadata> offsets, CompletableFuture<Void> done, Stopwatch started) {
        if (!rules.allowed().getAsBoolean()) {
            refuse(ClusterMembership.notOwned(), offsets, done);
            return;
        }
        try {
            consumer.get().commitAsync(offsets, (committed, thrown) -> {
                if (thrown == null) {
                    inFlight--;
                    tracker.committed(offsets);
                    done.complete(null);
                } else if (isRetriable(thrown, offsets, started)) {
                    loop.runAfter(RETRY_INTERVAL, () -> attempt(offsets, done, started));
                } else {
                    refuse(thrown, offsets, done);
                }
            });
        } catch (RuntimeException refusal) {
            refuse(refusal, offsets, done);
        }
    }

    /** Offsets of partitions that were revoked meanwhile must not overwrite what their new owner has committed. */
    private boolean isRetriable(Throwable thrown, Map<TopicPartition, OffsetAndMetadata> offsets, Stopwatch started) {
        return ConsumerFailures.isPassing(thrown)
                && !started.exceeds(TIMEOUT)
                && consumer.get().assignment().containsAll(offsets.keySet());
    }

    private void refuse(
            Throwable thrown, Map<TopicPartition, OffsetAndMetadata> offsets, CompletableFuture<Void> done) {
        inFlight--;
        var failure = ConsumerFailures.ofCommit(thrown);
        log(failure, offsets);
        done.completeExceptionally(failure);
    }

    private void log(Failure failure, Map<TopicPartition, OffsetAndMetadata> offsets) {
        rules.refused().run();
        Log.errorf("A commit of %s was refused: %s; not committed is %s", name, failure.getMessage(), offsets);
    }
}
