package dev.weir.channels.push;

import dev.weir.channels.commit.PartitionListener;
import dev.weir.channels.push.delivery.Dispatcher;
import dev.weir.channels.push.delivery.MessageSettlement;
import dev.weir.channels.push.delivery.PushStatus;
import dev.weir.model.TopicName;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** One running push: takes records of its channel as its dispatcher has room for them. */
final class Push implements PartitionListener, Flow.Subscriber<Message<?>> {

    private static final Logger LOG = Logger.getLogger(Push.class);
    /** Records on their way between two threads; their sizes are not known before they arrive. */
    private static final int MAX_DEMAND = 16;
    /** A rebalance waits for requests at most so long. */
    private static final Duration MAX_REVOCATION = Duration.ofSeconds(30);
    /** Less than {@code weir.stop.timeout}. */
    private static final Duration MAX_CLOSING = Duration.ofSeconds(5);

    private final PushDeclaration declaration;
    private final Context context;
    private final Dispatcher dispatcher;
    private final ReplayControl replays;
    private final PushMetrics metrics;
    private final PushAttempts attempts;
    private final Consumer<Throwable> onTermination;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private Flow.Subscription subscription;
    private int demanded;
    private boolean hasBegun;
    private volatile int pending;
    private volatile PushStatus status = PushStatus.ACTIVE;
    private volatile String reason = "";
    private volatile Set<TopicName> topics = Set.of();

    /**
     * A push.
     *
     * @param context of the dispatcher, an event loop
     * @param dispatchers makes a dispatcher, which is used on the context, from what is told of its changes
     * @param onTermination accepts the reason where the channel ends
     */
    Push(
            PushDeclaration declaration,
            Context context,
            Function<Runnable, Dispatcher> dispatchers,
            PushMetrics metrics,
            PushAttempts attempts,
            Consumer<Throwable> onTermination) {
        this.declaration = declaration;
        this.context = context;
        this.metrics = metrics;
        this.onTermination = onTermination;
        this.attempts = attempts;
        replays = new ReplayControl(declaration, context, dispatchers, () -> status == PushStatus.PAUSED);
        dispatcher = dispatchers.apply(this::demand);
        declaration.config().topic().ifPresent(topic -> topics = Set.of(new TopicName(topic)));
    }

    PushDeclaration declaration() {
        return declaration;
    }

    /** The number of records from the oldest undelivered one to the newest one, as it was a moment ago. */
    int pending() {
        return pending;
    }

    /** The status, as it was a moment ago. */
    PushStatus status() {
        return status;
    }

    /** {@code active}, or another status and its reason. */
    String health() {
        return reason.isEmpty() ? status.toString() : "%s: %s".formatted(status, reason);
    }

    /** The topic, or those that match its pattern and of which this Weir has a partition. */
    Set<TopicName> topics() {
        return topics;
    }

    /** The push as it is after all changes before. */
    CompletionStage<PushView> view() {
        var result = new CompletableFuture<PushView>();
        context.runOnContext(now -> result.complete(PushView.of(declaration, dispatcher, metrics, replays.report())));
        return result;
    }

    /** The last requests, the newest first. */
    List<PushAttempt> attempts() {
        return attempts.newestFirst();
    }

    /** Takes the first records; to be called when it is known whether the push is paused. */
    void begin() {
        context.runOnContext(now -> {
            hasBegun = true;
            demand();
        });
    }

    /** Begins no request until {@link #resume}. */
    void pause() {
        var why = "a client has paused it";
        context.runOnContext(now -> dispatcher.pause(why));
        replays.ifRunning(running -> running.pause(why));
    }

    /** Sends again at once. */
    void resume() {
        context.runOnContext(now -> dispatcher.resume());
        replays.ifRunning(PushReplay::resume);
    }

    /** The replays of this push. */
    ReplayControl replays() {
        return replays;
    }

    /** Begins no further request. */
    void stop() {
        replays.ifRunning(PushReplay::cancel);
        context.runOnContext(now -> {
            var unused = dispatcher.stop();
        });
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        context.runOnContext(now -> {
            assigned.addAll(partitions);
            noteTopics();
        });
    }

    @Override
    public void revoking(Collection<TopicPartition> partitions) {
        await(MAX_REVOCATION, () -> {
            assigned.removeAll(partitions);
            noteTopics();
            return dispatcher.revoke(partitions);
        });
    }

    @Override
    public void closing() {
        await(MAX_CLOSING, dispatcher::stop);
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
        context.runOnContext(now -> {
            subscription = opened;
            demand();
        });
    }

    @Override
    public void onNext(Message<?> message) {
        context.runOnContext(now -> {
            demanded--;
            received(message);
            demand();
        });
    }

    @Override
    public void onError(Throwable thrown) {
        onTermination.accept(thrown);
    }

    @Override
    public void onComplete() {
        onTermination.accept(new IllegalStateException("it has no more records"));
    }

    private void noteTopics() {
        if (declaration.config().topic().isEmpty()) {
            topics = assigned.stream()
                    .map(partition -> new TopicName(partition.topic()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private void demand() {
        pending = dispatcher.pending();
        status = dispatcher.status();
        reason = dispatcher.reason();
        int more = Math.min(MAX_DEMAND, dispatcher.room()) - demanded;
        // A few at a time cost less than one by one.
        if (subscription != null && hasBegun && more > 0 && (more >= MAX_DEMAND / 2 || demanded == 0)) {
            demanded += more;
            subscription.request(more);
        }
    }

    @SuppressWarnings("unchecked")
    private void received(Message<?> message) {
        var record = (ConsumerRecord<byte[], byte[]>) message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
        if (!assigned.contains(new TopicPartition(record.topic(), record.partition()))) {
            // Another member has the partition, and reads the record itself.
            return;
        }
        if (declaration.selects(record)) {
            dispatcher.deliver(record, new MessageSettlement(message, metrics.delivered(), metrics.deadLettered()));
        } else {
            dispatcher.skip(record, new MessageSettlement(message, metrics.filtered(), metrics.deadLettered()));
        }
    }

    private void await(Duration limit, Supplier<CompletionStage<Void>> task) {
        var done = new CompletableFuture<Void>();
        context.runOnContext(now -> task.get().whenComplete((ended, thrown) -> done.complete(null)));
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unfinished) {
            LOG.warnf(
                    "Requests of push '%s' have no response within %d s; their records may be sent again",
                    declaration.name(), limit.toSeconds());
        }
    }
}
