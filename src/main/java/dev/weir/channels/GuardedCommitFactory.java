package dev.weir.channels;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Commits as the connector's {@code throttled} does, and notices when Kafka refuses; the
 * {@code commit-strategy=guarded} of incoming channels.
 *
 * <p>The connector logs a refused commit and reads on, and whatever it reads then will be read again. Here readiness
 * says why, no record of the channel is handed on, and the commit is tried again until Kafka takes it or gives the
 * partitions to somebody else. So is one that comes while Kafka rebalances, which is nobody's refusal. Before a
 * consumer gives partitions up, what is still held back of them is handled ({@link #beforeRevocation}).
 */
@Identifier(GuardedCommitFactory.STRATEGY)
@Readiness
@ApplicationScoped
class GuardedCommitFactory implements KafkaCommitHandler.Factory, HealthCheck {

    static final String STRATEGY = "guarded";

    private static final Logger LOG = Logger.getLogger(GuardedCommitFactory.class);
    private static final Duration REBALANCE_PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    /** What the connector adds to the name of a channel for each of its consumers. */
    private static final Pattern CONCURRENT = Pattern.compile("\\$\\d+$");

    /** Why Kafka has not taken the commits of a channel, until it has. */
    private record Refusal(String reason, CompletableFuture<Void> end) {}

    private final KafkaThrottledLatestProcessedCommit.Factory throttled =
            new KafkaThrottledLatestProcessedCommit.Factory();
    private final ChannelReadiness members;
    private final ChannelSupervisor supervisor;
    private final Map<String, Refusal> refused = new TreeMap<>();
    private final Map<String, Runnable> beforeRevocation = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    GuardedCommitFactory(@Readiness ChannelReadiness members, ChannelSupervisor supervisor) {
        this.members = members;
        this.supervisor = supervisor;
    }

    /** The channel that one of several consumers belongs to. */
    static String channel(String consumer) {
        return CONCURRENT.matcher(consumer).replaceFirst("");
    }

    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration config,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        var channel = channel(config.getChannel());
        ChannelSettingsCheck.check(config);
        var pending = new PendingCommits();
        var commits = throttled.create(config, vertx, guarded(channel, consumer, pending), reportFailure);
        var member = members.expect(channel, config.getAssignSeek().orElse(null));
        var guarded = new GuardedCommitHandler(vertx, commits, member, new GuardedCommitHandler.Guard() {
            @Override
            public Optional<CompletionStage<Void>> hold() {
                return GuardedCommitFactory.this.hold(channel);
            }

            @Override
            public void finish() {
                beforeRevocation.getOrDefault(channel, () -> {}).run();
            }

            @Override
            public void settle(Collection<TopicPartition> leaving) {
                pending.commitRevoked(leaving, consumer.unwrap());
            }
        });
        supervisor.beforeEnd(channel, guarded::setAsideInHand);
        return guarded;
    }

    /**
     * Has something done before a consumer of a channel gives partitions up or ends; what is acknowledged then is
     * committed.
     *
     * @param work may block, on the thread that polls: for much less than {@code max.poll.interval.ms}
     */
    void beforeRevocation(String channel, Runnable work) {
        beforeRevocation.put(channel, work);
    }

    /** Ends the trying again; what is held stays unhandled. */
    void stop(@Observes ShutdownDelayInitiatedEvent begun) {
        stopping = true;
    }

    /** Up while every commit was taken. */
    @Override
    public synchronized HealthCheckResponse call() {
        var check = HealthCheckResponse.named("commits").status(refused.isEmpty());
        refused.forEach((channel, refusal) -> check.withData(channel, refusal.reason()));
        return check.build();
    }

    /** The consumer, with commits that do not give up. */
    private KafkaConsumer<?, ?> guarded(String channel, KafkaConsumer<?, ?> consumer, PendingCommits pending) {
        return (KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                KafkaConsumer.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        @SuppressWarnings("unchecked")
                        var offsets = (Map<TopicPartition, OffsetAndMetadata>) arguments[0];
                        pending.add(offsets);
                        return pay(channel, consumer, pending);
                    }
                    try {
                        var answer = method.invoke(consumer, arguments);
                        return method.getName().equals("committed") ? patient(channel, (Uni<?>) answer) : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /**
     * Asked for when the first record of a partition comes; the connector ends the channel where the answer is a
     * failure.
     */
    private Uni<?> patient(String channel, Uni<?> committed) {
        return committed
                .onFailure()
                .invoke(thrown -> LOG.warnf(
                        "Kafka does not say what %s has committed, and its records wait: %s",
                        channel, thrown.getMessage()))
                .onFailure(thrown -> !stopping)
                .retry()
                .withBackOff(PAUSE, MAX_BACKOFF)
                .indefinitely();
    }

    private Uni<Void> pay(String channel, KafkaConsumer<?, ?> consumer, PendingCommits pending) {
        return consumer.runOnPollingThread(polled -> {
                    pending.commit(polled);
                })
                .onFailure(thrown -> thrown instanceof RebalanceInProgressException && !stopping)
                .retry()
                .withBackOff(REBALANCE_PAUSE, PAUSE)
                .indefinitely()
                .onFailure(GuardedCommitFactory::isRefusal)
                .invoke(thrown -> refuse(channel, pending, thrown))
                .onFailure(thrown -> isRefusal(thrown) && !stopping)
                .retry()
                .withBackOff(PAUSE, MAX_BACKOFF)
                .indefinitely()
                .onItemOrFailure()
                .invoke((done, thrown) -> {
                    if (isRefusal(thrown)) {
                        return;
                    }
                    if (thrown != null) {
                        pending.clear();
                    }
                    take(channel);
                });
    }

    private synchronized void refuse(String channel, PendingCommits offsets, Throwable thrown) {
        var earlier = refused.get(channel);
        var end = earlier == null ? new CompletableFuture<Void>() : earlier.end();
        refused.put(channel, new Refusal(String.valueOf(thrown.getMessage()), end));
        LOG.errorf("Kafka refuses the commit of %s, and %s waits: %s", offsets, channel, thrown.getMessage());
    }

    private synchronized void take(String channel) {
        var ended = refused.remove(channel);
        if (ended != null) {
            LOG.infof("Kafka takes the commits of %s again", channel);
            ended.end().complete(null);
        }
    }

    private synchronized Optional<CompletionStage<Void>> hold(String channel) {
        return Optional.ofNullable(refused.get(channel)).map(Refusal::end);
    }

    /** The partitions have another reader now, who begins at what was committed: nothing is refused to anybody. */
    private static boolean isRefusal(Throwable thrown) {
        return thrown != null
                && !(thrown instanceof CommitFailedException
                        || thrown instanceof RebalanceInProgressException
                        || thrown instanceof FencedInstanceIdException
                        || thrown instanceof IllegalStateException);
    }
}
