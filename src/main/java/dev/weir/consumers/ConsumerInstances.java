package dev.weir.consumers;

import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.NodeGroups;
import dev.weir.consumers.instance.CloseReason;
import dev.weir.consumers.instance.ConsumerInstance;
import dev.weir.consumers.request.InstanceName;
import dev.weir.consumers.request.InstanceSpec;
import dev.weir.consumers.request.Subscription;
import dev.weir.http.access.Caller;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.reading.FetchBudget;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All consumer instances of this Weir: finds them, closes idle ones, and closes all of them when Weir ends. */
@ApplicationScoped
class ConsumerInstances {

    private static final long LOOK_AFTER_MILLIS = 1_000;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

    private final ConsumersConfig config;
    private final InstanceFactory factory;
    private final InstanceLimits limits;
    private final FetchBudget budget;
    private final ClusterMonitor monitor;
    private final Vertx vertx;
    private final ConcurrentMap<InstanceName, ConsumerInstance> instances = new ConcurrentHashMap<>();
    private final InstanceStates states;
    private final ClusterMembership cluster;

    /** Instances of other nodes that do not have their subscription yet; requests for them come too early. */
    private final Set<InstanceName> restoring = ConcurrentHashMap.newKeySet();

    /** Instances of other nodes that this one cannot go on with, and why. */
    private final ConcurrentMap<InstanceName, Failure> refused = new ConcurrentHashMap<>();

    /** Patterns from other nodes, which match nothing until their client has come with its rights. */
    private final ConcurrentMap<InstanceName, Subscription> unbound = new ConcurrentHashMap<>();

    private volatile boolean stopping;
    private long timer;

    ConsumerInstances(
            ConsumersConfig config,
            InstanceFactory factory,
            InstanceLimits limits,
            FetchBudget budget,
            ClusterMonitor monitor,
            Vertx vertx,
            InstanceStates states,
            ClusterMembership cluster,
            MeterRegistry registry) {
        this.config = config;
        this.factory = factory;
        this.limits = limits;
        this.budget = budget;
        this.monitor = monitor;
        this.vertx = vertx;
        this.states = states;
        this.cluster = cluster;
        Gauge.builder("weir.consumer.instances", instances, ConcurrentMap::size)
                .description("Consumers of clients of HTTP")
                .register(registry);
        Gauge.builder("weir.consumer.polls.waiting", this, ConsumerInstances::waitingPolls)
                .description("Polls that wait for records")
                .register(registry);
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(LOOK_AFTER_MILLIS, tick -> closeIdle());
    }

    /**
     * Makes an instance, which belongs to the client and is not there for others.
     *
     * @return its name; fails with {@link Failure.Kind#CONFLICT} where there is one, {@link Failure.Kind#TOO_MANY}
     *     where there are too many
     */
    CompletionStage<InstanceName> create(Caller caller, String group, InstanceSpec spec) {
        monitor.problem().ifPresent(problem -> {
            throw problem;
        });
        if (NodeGroups.contain(group)) {
            throw Failure.forbidden(
                    "Groups whose names begin with %s are those of Weirs themselves".formatted(NodeGroups.PREFIX));
        }
        var name = new InstanceName(caller.owner(), group, spec.name() == null ? states.newName(group) : spec.name());
        states.checkOwned(name);
        var instance = add(caller, name, spec);
        return states.created(name, spec)
                .thenCompose(written -> factory.open(instance, name, spec))
                .whenComplete((done, thrown) -> {
                    if (thrown != null && instances.remove(name, instance)) {
                        end(instance, CloseReason.DELETED);
                        forget(name);
                    }
                })
                .thenApply(done -> name);
    }

    /** Goes on with an instance of another node, whatever the limits for new ones are. */
    CompletionStage<Void> restore(InstanceName name, InstanceSpec spec, Subscription subscription) {
        var instance = put(name, spec);
        restoring.add(name);
        refused.remove(name);
        boolean isPattern = subscription instanceof Subscription.TopicPattern;
        if (isPattern) {
            unbound.put(name, subscription);
        }
        return factory.open(instance, name, spec)
                .thenCompose(
                        opened -> isPattern ? CompletableFuture.completedStage(null) : instance.subscribe(subscription))
                .whenComplete((done, thrown) -> {
                    restoring.remove(name);
                    if (thrown != null && instances.remove(name, instance)) {
                        end(instance, CloseReason.LOST);
                    }
                });
    }

    /** Responds to all requests for an instance with a failure, until another node is its owner. */
    void refuse(InstanceName name, Failure why) {
        refused.put(name, why);
    }

    boolean has(InstanceName name) {
        return instances.containsKey(name);
    }

    /** Closes the instances of some names; completes when all are closed. */
    CompletionStage<Void> closeAll(Predicate<InstanceName> which, CloseReason how) {
        refused.keySet().removeIf(which);
        unbound.keySet().removeIf(which);
        var closing = List.copyOf(instances.keySet()).stream()
                .filter(which)
                .map(instances::remove)
                .filter(Objects::nonNull)
                .map(instance -> end(instance, how).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(closing);
    }

    private void forget(InstanceName name) {
        states.deleted(name).whenComplete((done, thrown) -> {
            if (thrown != null) {
                Log.warnf(
                        "The %s may come back, as its end could not be written: %s",
                        name, KafkaFailures.ofWrite(thrown).getMessage());
            }
        });
    }

    /**
     * An instance that there is.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND} where there is none
     */
    ConsumerInstance find(Caller caller, String group, String instance) {
        var name = InstanceName.inAddress(caller.owner(), group, instance);
        var found = found(name);
        var pattern = unbound.remove(name);
        if (pattern != null) {
            var unused = found.subscribe(pattern.ownedBy(caller));
        }
        return found;
    }

    /** Replaces the subscription of an instance, here and for the nodes that go on with it. */
    CompletionStage<Void> subscribe(ConsumerInstance instance, Subscription to) {
        return instance.checkReplaceable(to)
                .thenCompose(replaceable -> states.subscribed(instance.name(), to))
                .thenCompose(written -> instance.subscribe(to));
    }

    private ConsumerInstance found(InstanceName name) {
        states.checkOwned(name);
        if (restoring.contains(name)) {
            throw ClusterMembership.notOwned();
        }
        var why = refused.get(name);
        if (why != null) {
            throw why;
        }
        var found = instances.get(name);
        if (found == null) {
            throw unknown(name);
        }
        return found;
    }

    /** Closes an instance; completes when it has left its group. */
    CompletionStage<Void> delete(Caller caller, String group, String instance) {
        var name = InstanceName.inAddress(caller.owner(), group, instance);
        var found = found(name);
        return states.deleted(name).thenCompose(written -> {
            if (!instances.remove(name, found)) {
                throw unknown(name);
            }
            unbound.remove(name);
            return found.settled().thenCompose(settled -> end(found, CloseReason.DELETED));
        });
    }

    /** Answers all that wait, and leaves all groups; blocks, while HTTP is still served. */
    void stop(@Observes ShutdownDelayInitiatedEvent begun) {
        stopping = true;
        var how = cluster.isOn() ? CloseReason.HANDED_OVER : CloseReason.SHUTDOWN;
        var all = closeAll(name -> true, how).toCompletableFuture();
        all.copy()
                .completeOnTimeout(null, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (!all.isDone()) {
            Log.warn("Some consumer instances have not left their groups in time; the groups will notice");
        }
    }

    @PreDestroy
    void cancel() {
        vertx.cancelTimer(timer);
    }

    private synchronized ConsumerInstance add(Caller caller, InstanceName name, InstanceSpec spec) {
        if (stopping) {
            throw Failure.unavailable("Weir is stopping");
        }
        if (instances.containsKey(name) || refused.containsKey(name)) {
            throw Failure.conflict("There is an " + name + " already");
        }
        limits.check(caller, name.group(), instances.keySet());
        return put(name, spec);
    }

    private ConsumerInstance put(InstanceName name, InstanceSpec spec) {
        budget.enter(InstanceFactory.CONSUMERS);
        var instance = factory.create(name, spec);
        instances.put(name, instance);
        return instance;
    }

    private CompletionStage<Void> end(ConsumerInstance instance, CloseReason how) {
        return instance.close(how).whenComplete((done, thrown) -> budget.leave(InstanceFactory.CONSUMERS));
    }

    private Failure unknown(InstanceName name) {
        return Failure.notFound(
                "There is no %s in this Weir: never created, deleted, or idle for %s (weir.consumers.idle-timeout)"
                        .formatted(name, config.idleTimeout()));
    }

    private void closeIdle() {
        instances.forEach((name, instance) -> {
            if (instance.idle().compareTo(config.idleTimeout()) > 0 && instances.remove(name, instance)) {
                Log.infof("Closed the %s, which was idle for %s", name, config.idleTimeout());
                unbound.remove(name);
                end(instance, CloseReason.IDLE);
                forget(name);
            }
        });
    }

    private double waitingPolls() {
        return instances.values().stream().filter(ConsumerInstance::isWaitedFor).count();
    }
}
