package dev.weir.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Failure;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.Stopwatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.health.api.HealthRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** This Weir as a node among others: what it owns, and what is written about it. Does nothing for a Weir alone. */
@ApplicationScoped
public class ClusterMembership {

    /** After all listeners have registered. */
    private static final int LATE = 3_000;

    private static final int MAX_POLL_INTERVAL_MILLIS = 15_000;
    private static final int HEARTBEAT_MILLIS = 1_000;

    private final Optional<ClusterSettings> settings;
    private final KafkaAdmin admin;
    private final ConsumerFactory consumers;
    private final RecordSender sender;
    private final MeterRegistry meters;
    private final HealthRegistry health;
    private final Ticker ticker;
    private final String id = UUID.randomUUID().toString();
    private OwnershipListener listener;
    private NodeDirectory directory;
    private NodeThread node;

    ClusterMembership(
            ClusterConfig config,
            KafkaAdmin admin,
            ConsumerFactory consumers,
            RecordSender sender,
            MeterRegistry meters,
            @Readiness HealthRegistry health,
            Ticker ticker) {
        settings = ClusterSettings.of(config);
        this.admin = admin;
        this.consumers = consumers;
        this.sender = sender;
        this.meters = meters;
        this.health = health;
        this.ticker = ticker;
    }

    /** Registers the listener of what this node owns; to be called before Weir has started. */
    public void listen(OwnershipListener ownership) {
        listener = ownership;
    }

    /** Whether there are other nodes, or may be. */
    public boolean isOn() {
        return settings.isPresent();
    }

    /** The name of the cluster; only where it {@link #isOn()}. */
    public String name() {
        return settings.orElseThrow().name();
    }

    /** Whether this node owns the instances of a partition now. */
    public boolean owns(int partition) {
        var member = consumer();
        return member != null && member.owns(partition);
    }

    /** Whether no other node can have taken over from this one; always for a Weir alone. */
    public boolean isHeld() {
        var member = consumer();
        return !isOn() || (member != null && member.isMember());
    }

    /** The partitions whose instances this node owns now. */
    public Set<Integer> owned() {
        var member = consumer();
        return member == null ? Set.of() : member.owned();
    }

    /**
     * Writes a state; every node that owns the partition from now on knows it.
     *
     * @param state null deletes it
     * @return fails with {@link Failure.Kind#UNKNOWN_OUTCOME} where another node has the partition by then
     */
    public CompletionStage<Void> write(int partition, String key, byte[] state) {
        if (!owns(partition)) {
            return CompletableFuture.failedStage(notOwned());
        }
        var topic = settings.orElseThrow().topic();
        var record = new ProducerRecord<byte[], byte[]>(topic.value(), partition, key.getBytes(UTF_8), state);
        record.headers().add(NodeConsumer.WRITER, id.getBytes(UTF_8));
        return sender.store(topic, record).thenRun(() -> {
            if (!owns(partition)) {
                throw Failure.of(
                        Failure.Kind.UNKNOWN_OUTCOME,
                        "Another node took over while this one wrote; look there what it is now");
            }
        });
    }

    /** The response to a request for an instance that no node can serve now. */
    public static Failure notOwned() {
        return Failure.unavailable(
                "No node serves this consumer instance at the moment; another one is about to take over");
    }

    /**
     * All nodes, this one among them; asked of Kafka at most once a second.
     *
     * @return the last ones that are known while Kafka does not answer; fails where there are none
     */
    public CompletionStage<List<ClusterNode>> nodes() {
        return directory.nodes();
    }

    /** Has the next question about the nodes asked of Kafka, because one of them did not answer. */
    public void renewNodes() {
        directory.renew();
    }

    /** Whether a node is this one. */
    public boolean isSelf(ClusterNode other) {
        return settings.filter(own -> own.url().equals(other.url())).isPresent();
    }

    /** The id of this node in the group of the nodes; empty before it has joined. */
    public String memberId() {
        var member = consumer();
        return member == null ? "" : member.memberId();
    }

    Optional<ClusterSettings> settings() {
        return settings;
    }

    /** The member of the group; null where there is none yet. */
    NodeConsumer consumer() {
        return node == null ? null : node.consumer();
    }

    void start(@Observes @Priority(LATE) StartupEvent started) {
        settings.ifPresent(this::start);
    }

    private void start(ClusterSettings own) {
        var topic = new StateTopic(own.topic(), admin);
        boolean prepared = prepare(topic);
        directory = new NodeDirectory(own, admin, new Stopwatch(ticker));
        var takeOvers = Timer.builder("weir.cluster.takeovers")
                .description("Partitions that this node took over, and how long it took")
                .register(meters);
        Gauge.builder("weir.cluster.nodes", this, ClusterMembership::countNodes)
                .description("Nodes that this one knows")
                .register(meters);
        Gauge.builder("weir.cluster.partitions.owned", this, self -> self.owned()
                        .size())
                .description("Partitions whose instances this node owns, of " + StatePartition.COUNT)
                .register(meters);
        node = new NodeThread(topic, prepared, () -> consumer(own, takeOvers));
        health.register("cluster", this::check);
        node.start();
    }

    /** Whether the topic fits; not, while Kafka does not answer. */
    private static boolean prepare(StateTopic topic) {
        try {
            topic.prepare().toCompletableFuture().join();
            return true;
        } catch (CompletionException refused) {
            var failure = KafkaFailures.ofRead(refused);
            if (failure.kind() != Failure.Kind.UNAVAILABLE) {
                throw new ConfigurationException(failure.getMessage());
            }
            Log.warnf("This node joins the others when Kafka answers: %s", failure.getMessage());
            return false;
        }
    }

    private NodeConsumer consumer(ClusterSettings own, Timer takeOvers) {
        Map<String, Object> member = Map.ofEntries(
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, own.group()),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) ContactLease.SESSION.toMillis()),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS),
                Map.entry(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MILLIS));
        return new NodeConsumer(own, consumers.open(own.url(), member), listener, id, ticker, takeOvers::record);
    }

    private double countNodes() {
        // The answer comes with the next look at the metrics.
        directory.nodes();
        return directory.last().size();
    }

    private HealthCheckResponse check() {
        var problem = node.problem();
        var response =
                HealthCheckResponse.named("cluster").withData("name", name()).withData("partitions", owned().size());
        if (problem != null) {
            response.withData("problem", problem);
        }
        return response.status(problem == null).build();
    }

    /** While HTTP is still served, so that the other nodes take over before this one ends. */
    void stop(@Observes ShutdownDelayInitiatedEvent begun) {
        close();
    }

    @PreDestroy
    void close() {
        if (node != null) {
            node.stop();
        }
    }
}
