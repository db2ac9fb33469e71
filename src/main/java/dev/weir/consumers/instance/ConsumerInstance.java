package dev.weir.consumers.instance;

import dev.weir.consumers.request.IfMatch;
import dev.weir.consumers.request.InstanceName;
import dev.weir.consumers.request.InstanceSpec;
import dev.weir.consumers.request.Subscription;
import dev.weir.http.EmbeddedFormat;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.kafka.TopicNames;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Stopwatch;
import dev.weir.reading.TopicIds;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** One consumer of an HTTP client; hands requests from any thread to the strand of its {@link InstanceLoop}. */
public final class ConsumerInstance {

    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(1);

    private final InstanceName name;
    private final InstanceSpec spec;
    private final InstanceLoop loop;
    private final PollLoop strand;
    private final Stopwatch sinceUse;

    /**
     * An instance whose consumer is not open yet.
     *
     * @param autoCommitInterval how often processed offsets are committed
     */
    public ConsumerInstance(
            InstanceName name,
            InstanceSpec spec,
            PollScheduler scheduler,
            TopicIds ids,
            ClusterMonitor monitor,
            Duration autoCommitInterval) {
        this.name = name;
        this.spec = spec;
        loop = new InstanceLoop(name, spec, scheduler, ids, monitor, autoCommitInterval);
        strand = loop.strand();
        sinceUse = scheduler.stopwatch();
    }

    /**
     * Creates the consumer.
     *
     * @param consumer creates the member of the group, which never fetches
     * @param reader fetches the partitions that the group has assigned to the member
     * @param commits whether it may commit
     */
    public CompletionStage<Void> open(
            Supplier<Consumer<byte[], byte[]>> consumer, BoundedReader reader, TopicNames topics, CommitRules commits) {
        return run(() -> loop.open(consumer, reader, topics, commits));
    }

    public InstanceName name() {
        return name;
    }

    /** The format in which its client wants keys and values. */
    public EmbeddedFormat format() {
        return spec.format();
    }

    /** How long a poll waits that does not say. */
    public Duration timeout() {
        return spec.timeout();
    }

    /** The time since the last request; a poll that waits counts as one. */
    public Duration idle() {
        if (isWaitedFor()) {
            sinceUse.restart();
        }
        return sinceUse.elapsed();
    }

    /** Whether a poll waits. */
    public boolean isWaitedFor() {
        return loop.isWaitedFor();
    }

    /** Fails where a subscription may not take the place of the present one. */
    public CompletionStage<Void> checkReplaceable(Subscription by) {
        return run(() -> loop.member().checkReplaceable(by));
    }

    /** Replaces the subscription; without one the instance leaves its group at once. */
    public CompletionStage<Void> subscribe(Subscription to) {
        return run(() -> loop.subscribe(to));
    }

    /** The topics it is subscribed to; of a pattern, those that match now. */
    public CompletionStage<Set<String>> subscription() {
        return call(() -> loop.member().topics());
    }

    /** The partitions it reads. */
    public CompletionStage<Set<TopicPartition>> assignment() {
        return call(() -> Set.copyOf(loop.member().assignment()));
    }

    /** Continues at these offsets. */
    public CompletionStage<Void> seek(Map<TopicPartition, Long> offsets) {
        return run(() -> loop.seek(offsets));
    }

    /** Fails unless all of these partitions are assigned. */
    public CompletionStage<Void> checkAssigned(Set<TopicPartition> partitions) {
        return run(() -> loop.member().checkAssigned(partitions));
    }

    /**
     * Commits the offsets of all records that were written to the client.
     *
     * @param condition where it does not hold, nothing is committed
     */
    public CompletionStage<Void> commit(IfMatch condition) {
        return settled()
                .thenCompose(done -> call(() -> loop.delivered(condition)))
                .thenCompose(delivered -> commitNow(IfMatch.NONE, delivered));
    }

    /**
     * Commits these offsets.
     *
     * @param condition where it does not hold, nothing is committed
     */
    public CompletionStage<Void> commit(IfMatch condition, Map<TopicPartition, OffsetAndMetadata> offsets) {
        return condition.always()
                ? commitNow(condition, offsets)
                : settled().thenCompose(done -> commitNow(condition, offsets));
    }

    private CompletionStage<Void> commitNow(IfMatch condition, Map<TopicPartition, OffsetAndMetadata> offsets) {
        return call(() -> loop.commit(condition, offsets))
                .thenCompose(done -> done.orTimeout(COMMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                .exceptionally(thrown -> {
                    throw ConsumerFailures.ofCommit(thrown);
                });
    }

    /** The committed offsets of the partitions it reads; without those that have none. */
    public CompletionStage<Map<TopicPartition, OffsetAndMetadata>> committed() {
        return call(() -> loop.member().committed());
    }

    /**
     * Completes when it is known whether the last response was written.
     *
     * <p>A client can have it, and commit over another connection, a moment before Weir learns that it was sent.
     */
    public CompletionStage<Void> settled() {
        return call(loop::settled)
                .thenCompose(
                        settled -> settled.completeOnTimeout(null, SETTLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Responds to a poll as soon as there are records, and without any when its time is up.
     *
     * <p>A poll that still waits is answered without records, because its client has given it up.
     */
    public void poll(PollRequest poll, Duration timeout) {
        strand.run(
                () -> {
                    sinceUse.restart();
                    loop.await(poll, timeout);
                },
                () -> poll.refuse(gone()));
    }

    /** The client of a poll has gone. */
    public void abandon(PollRequest poll) {
        strand.run(() -> loop.abandon(poll));
    }

    /** Closes it; completes when it has left its group. */
    public CompletionStage<Void> close(CloseReason reason) {
        var done = new CompletableFuture<Void>();
        Runnable complete = () -> done.complete(null);
        strand.run(
                () -> {
                    try {
                        loop.close(reason);
                    } finally {
                        complete.run();
                    }
                },
                complete);
        return done;
    }

    private CompletionStage<Void> run(Runnable task) {
        return call(() -> {
            task.run();
            return null;
        });
    }

    private <T> CompletionStage<T> call(Supplier<T> task) {
        var result = new CompletableFuture<T>();
        strand.run(
                () -> {
                    sinceUse.restart();
                    try {
                        result.complete(task.get());
                    } catch (RuntimeException refused) {
                        result.completeExceptionally(ConsumerFailures.ofRead(refused));
                    }
                },
                () -> result.completeExceptionally(gone()));
        return result;
    }

    private Failure gone() {
        return Failure.notFound("There is no " + name + " any more");
    }
}
