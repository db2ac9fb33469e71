package dev.weir.consumers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.StatePartition;
import dev.weir.consumers.request.InstanceName;
import dev.weir.consumers.request.InstanceSpec;
import dev.weir.consumers.request.InstanceState;
import dev.weir.consumers.request.Subscription;
import dev.weir.model.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Writes what instances were asked to be for the other nodes of the cluster; writes nothing for a Weir alone. */
@ApplicationScoped
class InstanceStates {

    private static final String PREFIX = "weir-";

    private final ClusterMembership cluster;
    private final ObjectMapper json;

    /** Those of the instances of this node, as they were written last. */
    private final ConcurrentMap<InstanceName, InstanceState> written = new ConcurrentHashMap<>();

    InstanceStates(ClusterMembership cluster, ObjectMapper json) {
        this.cluster = cluster;
        this.json = json;
    }

    /** A name for an instance whose client has given none; in a cluster one whose instance this node owns. */
    String newName(String group) {
        while (true) {
            var name = PREFIX + UUID.randomUUID();
            if (!cluster.isOn() || cluster.owns(StatePartition.of(group, name))) {
                return name;
            }
            if (cluster.owned().isEmpty()) {
                throw ClusterMembership.notOwned();
            }
        }
    }

    /**
     * Fails unless this node serves an instance.
     *
     * @throws Failure {@link Failure.Kind#UNAVAILABLE}
     */
    void checkOwned(InstanceName name) {
        if (cluster.isOn() && !cluster.owns(partition(name))) {
            throw ClusterMembership.notOwned();
        }
    }

    CompletionStage<Void> created(InstanceName name, InstanceSpec spec) {
        return cluster.isOn() ? write(InstanceState.created(name, spec)) : CompletableFuture.completedStage(null);
    }

    CompletionStage<Void> subscribed(InstanceName name, Subscription to) {
        var state = written.get(name);
        return state == null ? CompletableFuture.completedStage(null) : write(state.with(to));
    }

    CompletionStage<Void> deleted(InstanceName name) {
        return cluster.isOn()
                ? cluster.write(partition(name), InstanceState.key(json, name), null)
                        .thenRun(() -> written.remove(name))
                : CompletableFuture.completedStage(null);
    }

    /** Writes the state of an instance again, because a node that does not own it any more has overwritten it. */
    CompletionStage<Void> repeat(InstanceName name) {
        var state = written.get(name);
        return state == null ? CompletableFuture.completedStage(null) : write(state);
    }

    /** Notes a state that another node has written. */
    void restored(InstanceState state) {
        written.put(state.name(), state);
    }

    void forget(InstanceName name) {
        written.remove(name);
    }

    static int partition(InstanceName name) {
        return StatePartition.of(name.group(), name.instance());
    }

    private CompletionStage<Void> write(InstanceState state) {
        return cluster.write(partition(state.name()), InstanceState.key(json, state.name()), state.toBytes(json))
                .thenRun(() -> written.put(state.name(), state));
    }
}
