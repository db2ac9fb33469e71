package dev.weir.consumers;

import dev.weir.model.Failure;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.Strand;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Commits for one instance; a refusal is never silent. Used on the instance's strand. */
final class InstanceCommitter {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LAST_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN = Duration.ofMillis(100);

    private final InstanceName name;
    private final Consumer<byte[], byte[]> consumer;
    private final Strand strand;
    private final Runnable refused;
    private final Map<TopicPartition, OffsetAndMetadata> confirmed = new HashMap<>();
    private int inFlight;

    /**
     * A committer.
     *
     * @param refused counts refusals
     */
    InstanceCommitter(InstanceName name, Consumer<byte[], byte[]> consumer, Strand strand, Runnable refused) {
        this.name = name;
        this.consumer = consumer;
        this.strand = strand;
        this.refused = refused;
    }

    /** Whether an answer of Kafka is awaited, which arrives only while the consumer is polled. */
    boolean isBusy() {
        return inFlight > 0;
    }

    /** Partitions went to others, or are read from another place: what is known of them is of no use any more. */
    void forget(Iterable<TopicPartition> partitions) {
        partitions.forEach(confirmed::remove);
    }

    /** Forgets all that is known. */
    void clear() {
        confirmed.clear();
    }

    /** Commits without waiting; completes, or fails with a {@link Failure}, within some seconds. */
    CompletableFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        var done = new CompletableFuture<Void>();
        if (offsets.isEmpty()) {
            done.complete(null);
            return done;
        }
        inFlight++;
        attempt(offsets, done, System.nanoTime());
        return done;
    }

    /** Commits what of this is not committed, without waiting; a refusal is logged, and tried again the next time. */
    void commitChanged(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!isBusy()) {
            var unused = commit(news(offsets));
        }
    }

    /** As {@link #commitChanged}, and waits; for the moment before partitions are given up. */
    void commitBeforeRevoke(Map<TopicPartition, OffsetAndMetadata> offsets) {
        var news = news(offsets);
        if (news.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(news, LAST_TIMEOUT);
            confirmed.putAll(news);
        } catch (RuntimeException refusal) {
            tell(ConsumerFailures.ofCommit(refusal), news);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> news(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> news = new HashMap<>(offsets);
        news.entrySet().removeIf(offset -> offset.getValue().equals(confirmed.get(offset.getKey())));
        return news;
    }

    private void attempt(
            Map<TopicPartition, OffsetAndMetadata> offsets, CompletableFuture<Void> done, long startedNanos) {
        try {
            consumer.commitAsync(offsets, (committed, thrown) -> {
                if (thrown == null) {
                    inFlight--;
                    confirmed.putAll(offsets);
                    done.complete(null);
                } else if (mayDoBetter(thrown, offsets, startedNanos)) {
                    strand.later(TRY_AGAIN, () -> attempt(offsets, done, startedNanos));
                } else {
                    refuse(thrown, offsets, done);
                }
            });
        } catch (RuntimeException refusal) {
            refuse(refusal, offsets, done);
        }
    }

    /** What was taken away in a rebalance must not be committed over what its new owner has committed. */
    private boolean mayDoBetter(Throwable thrown, Map<TopicPartition, OffsetAndMetadata> offsets, long startedNanos) {
        return ConsumerFailures.isPassing(thrown)
                && System.nanoTime() - startedNanos < TIMEOUT.toNanos()
                && consumer.assignment().containsAll(offsets.keySet());
    }

    private void refuse(
            Throwable thrown, Map<TopicPartition, OffsetAndMetadata> offsets, CompletableFuture<Void> done) {
        inFlight--;
        var failure = ConsumerFailures.ofCommit(thrown);
        tell(failure, offsets);
        done.completeExceptionally(failure);
    }

    private void tell(Failure failure, Map<TopicPartition, OffsetAndMetadata> offsets) {
        refused.run();
        Log.errorf("A commit of %s was refused: %s; not committed is %s", name, failure.getMessage(), offsets);
    }
}
