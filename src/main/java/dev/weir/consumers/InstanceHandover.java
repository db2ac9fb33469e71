package dev.weir.consumers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.OwnershipListener;
import dev.weir.consumers.instance.CloseReason;
import dev.weir.consumers.request.InstanceName;
import dev.weir.consumers.request.InstanceState;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Goes on with the instances of other nodes, and lets other nodes go on with those of this one. */
@ApplicationScoped
class InstanceHandover implements OwnershipListener {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ConsumerInstances instances;
    private final InstanceStates states;
    private final ConsumersConfig config;
    private final ClusterMembership cluster;
    private final ObjectMapper json;

    InstanceHandover(
            ConsumerInstances instances,
            InstanceStates states,
            ConsumersConfig config,
            ClusterMembership cluster,
            ObjectMapper json) {
        this.instances = instances;
        this.states = states;
        this.config = config;
        this.cluster = cluster;
        this.json = json;
    }

    void start(@Observes StartupEvent started) {
        cluster.listen(this);
    }

    @Override
    public void takeOver(int partition, Map<String, byte[]> written) {
        written.forEach(this::restore);
    }

    @Override
    public void giveUp(Set<Integer> partitions) {
        close(partitions, CloseReason.HANDED_OVER)
                .toCompletableFuture()
                .completeOnTimeout(null, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void lose(Set<Integer> partitions) {
        var unused = close(partitions, CloseReason.LOST);
    }

    @Override
    public void writtenByOther(int partition, String key, byte[] state) {
        var name = InstanceState.name(json, key);
        if (state == null) {
            states.forget(name);
            instances.closeAll(name::equals, CloseReason.DELETED);
        } else if (instances.has(name)) {
            states.repeat(name).whenComplete((done, thrown) -> {
                if (thrown != null) {
                    Log.errorf("The %s may be other than it is here after a restart: %s", name, message(thrown));
                }
            });
        } else {
            restore(key, state);
        }
    }

    private CompletionStage<Void> close(Set<Integer> partitions, CloseReason how) {
        return instances.closeAll(
                name -> {
                    boolean isTheirs = partitions.contains(InstanceStates.partition(name));
                    if (isTheirs) {
                        states.forget(name);
                    }
                    return isTheirs;
                },
                how);
    }

    private void restore(String key, byte[] value) {
        InstanceName name;
        try {
            name = InstanceState.name(json, key);
        } catch (Failure malformed) {
            Log.errorf("A state in weir.cluster.topic is ignored: %s", malformed.getMessage());
            return;
        }
        try {
            var state = InstanceState.of(json, name, value);
            var spec = state.spec(json, config.assignment());
            var subscription = state.subscription(json);
            states.restored(state);
            instances.restore(name, spec, subscription).whenComplete((done, thrown) -> {
                if (thrown != null) {
                    refuse(name, KafkaFailures.ofRead(thrown));
                }
            });
        } catch (Failure refusal) {
            refuse(name, refusal);
        }
    }

    /** The state stays where it is; the client is told why, and other instances are served. */
    private void refuse(InstanceName name, Failure why) {
        Log.errorf("This node cannot go on with the %s: %s", name, why.getMessage());
        states.forget(name);
        instances.refuse(name, why);
    }

    private static String message(Throwable thrown) {
        return KafkaFailures.ofWrite(thrown).getMessage();
    }
}
