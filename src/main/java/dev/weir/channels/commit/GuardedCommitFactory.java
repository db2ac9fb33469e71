package dev.weir.channels.commit;

import dev.weir.channels.supervision.ChannelReadiness;
import dev.weir.channels.supervision.ChannelSupervisor;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.annotations.RegisterForProxy;
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
 * Commits as the connector's {@code throttled} does, and retries; the {@code commit-strategy=guarded} of incoming
 * channels.
 *
 * <p>The connector logs a refused commit and continues, and the records that follow are handled again after a restart.
 * Here a refused commit pauses the channel, shows in readiness, and is retried until the broker accepts it or assigns
 * the partitions to another member. Commits that fail because of a rebalance are retried too, but do not count as
 * refused. Before partitions are revoked, records that are held back are handled ({@link #listen}).
 */
@Identifier(GuardedCommitFactory.STRATEGY)
@RegisterForProxy(targets = KafkaConsumer.class)
@Readiness
@ApplicationScoped
public class GuardedCommitFactory implements KafkaCommitHandler.Factory, HealthCheck {

    /** The name of the strategy. */
    public static final String STRATEGY = "guarded";

    private static final Logger LOG = Logger.getLogger(GuardedCommitFactory.class);
    private static final Duration REBALANCE_BACKOFF = Duration.ofMillis(100);
    private static final Duration MIN_BACKOFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    /** The suffix that the connector adds to the name of a channel for each of several consumers. */
    private static final Pattern CONSUMER_SUFFIX = Pattern.compile("\\$\\d+$");

    private static final PartitionListener NO_LISTENER = new PartitionListener() {
        @Override
        public void revoking(Collection<TopicPartition> partitions) {}

        @Override
        public void closing() {}
    };

    /** Why the broker refuses the commits of a channel, and when it accepts them again. */
    private record Refusal(String reason, CompletableFuture<Void> end) {}

    private final KafkaThrottledLatestProcessedCommit.Factory throttled =
            new KafkaThrottledLatestProcessedCommit.Factory();
    private final ChannelReadiness readiness;
    private final ChannelSupervisor supervisor;
    private final Map<String, Refusal> refused = new TreeMap<>();
    private final Map<String, PartitionListener> listeners = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    GuardedCommitFactory(@Readiness ChannelReadiness readiness, ChannelSupervisor supervisor) {
        this.readiness = readiness;
        this.supervisor = supervisor;
    }

    /** The channel of one of several consumers. */
    public static String channel(String consumer) {
        return CONSUMER_SUFFIX.matcher(consumer).replaceFirst("");
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
        var member = readiness.expect(channel, config.getAssignSeek().orElse(null));
        var guarded = new GuardedCommitHandler(vertx, commits, member, new GuardedCommitHandler.Guard() {
            @Override
            public Optional<CompletionStage<Void>> paused() {
                return GuardedCommitFactory.this.paused(channel);
            }

            @Override
            public PartitionListener partitions() {
                return listeners.getOrDefault(channel, NO_LISTENER);
            }

            @Override
            public void commitRevoked(Collection<TopicPartition> revoked) {
                pending.commitRevoked(revoked, consumer.unwrap());
            }
        });
        supervisor.beforeExit(channel, guarded::rejectInHand);
        return guarded;
    }

    /** Registers what is told of the partitions of a channel, before its consumer is created or connects. */
    public void listen(String channel, PartitionListener listener) {
        listeners.put(channel, listener);
    }

    /** Stops retrying; records of a paused channel stay unhandled. */
    void stop(@Observes ShutdownDelayInitiatedEvent started) {
        stopping = true;
    }

    /** Up unless the broker refuses a commit. */
    @Override
    public synchronized HealthCheckResponse call() {
        var check = HealthCheckResponse.named("commits").status(refused.isEmpty());
        refused.forEach((channel, refusal) -> check.withData(channel, refusal.reason()));
        return check.build();
    }

    /** The consumer, with commits that are retried. */
    private KafkaConsumer<?, ?> guarded(String channel, KafkaConsumer<?, ?> consumer, PendingCommits pending) {
        return (KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                KafkaConsumer.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        @SuppressWarnings("unchecked")
                        var offsets = (Map<TopicPartition, OffsetAndMetadata>) arguments[0];
                        pending.add(offsets);
                        return commit(channel, consumer, pending);
                    }
                    try {
                        var result = method.invoke(consumer, arguments);
                        return method.getName().equals("committed") ? retried(channel, (Uni<?>) result) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /**
     * Retries the look-up of the committed offset, which the connector starts with the first record of a partition. It
     * terminates the channel where that fails.
     */
    private Uni<?> retried(String channel, Uni<?> committed) {
        return committed
                .onFailure()
                .invoke(thrown -> LOG.warnf(
                        "Kafka does not return the committed offset of %s, and its records wait: %s",
                        channel, thrown.getMessage()))
                .onFailure(thrown -> !stopping)
                .retry()
                .withBackOff(MIN_BACKOFF, MAX_BACKOFF)
                .indefinitely();
    }

    private Uni<Void> commit(String channel, KafkaConsumer<?, ?> consumer, PendingCommits pending) {
        return consumer.runOnPollingThread(polled -> {
                    pending.commit(polled);
                })
                .onFailure(thrown -> thrown instanceof RebalanceInProgressException && !stopping)
                .retry()
                .withBackOff(REBALANCE_BACKOFF, MIN_BACKOFF)
                .indefinitely()
                .onFailure(GuardedCommitFactory::isRefusal)
                .invoke(thrown -> refuse(channel, pending, thrown))
                .onFailure(thrown -> isRefusal(thrown) && !stopping)
                .retry()
                .withBackOff(MIN_BACKOFF, MAX_BACKOFF)
                .indefinitely()
                .onItemOrFailure()
                .invoke((done, thrown) -> {
                    if (isRefusal(thrown)) {
                        return;
                    }
                    if (thrown != null) {
                        pending.clear();
                    }
                    accept(channel);
                });
    }

    private synchronized void refuse(String channel, PendingCommits offsets, Throwable thrown) {
        var earlier = refused.get(channel);
        var end = earlier == null ? new CompletableFuture<Void>() : earlier.end();
        refused.put(channel, new Refusal(String.valueOf(thrown.getMessage()), end));
        LOG.errorf("Kafka refuses the commit of %s, and %s waits: %s", offsets, channel, thrown.getMessage());
    }

    private synchronized void accept(String channel) {
        var ended = refused.remove(channel);
        if (ended != null) {
            LOG.infof("Kafka accepts the commits of %s again", channel);
            ended.end().complete(null);
        }
    }

    private synchronized Optional<CompletionStage<Void>> paused(String channel) {
        return Optional.ofNullable(refused.get(channel)).map(Refusal::end);
    }

    /** A commit after another member got the partitions is not refused: that member begins at the committed offset. */
    private static boolean isRefusal(Throwable thrown) {
        return thrown != null
                && !(thrown instanceof CommitFailedException
                        || thrown instanceof RebalanceInProgressException
                        || thrown instanceof FencedInstanceIdException
                        || thrown instanceof IllegalStateException);
    }
}
