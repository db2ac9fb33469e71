package dev.weir.cluster.forward;

import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.ClusterNode;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The requests that wait for other nodes. From any thread.
 *
 * <p>A node that is stopped answers nothing, and does not close its connections; Kafka tells when it is out, and what
 * waits for it is ended then. One timer looks for all of them.
 */
@Singleton
class PendingCalls {

    private static final long LOOK_AFTER_MILLIS = 1_000;

    /** A request that waits for a node. */
    interface Pending {

        ClusterNode node();

        /** The node is out; from any thread. */
        void nodeIsOut();
    }

    private final ClusterMembership membership;
    private final Vertx vertx;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private long timer = -1;

    PendingCalls(ClusterMembership membership, Vertx vertx) {
        this.membership = membership;
        this.vertx = vertx;
        if (membership.isOn()) {
            timer = vertx.setPeriodic(LOOK_AFTER_MILLIS, tick -> look());
        }
    }

    void add(Pending call) {
        pending.add(call);
    }

    void remove(Pending call) {
        pending.remove(call);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }

    private void look() {
        if (!pending.isEmpty()) {
            var asked = Set.copyOf(pending);
            membership.nodes().thenAccept(nodes -> {
                var members = nodes.stream().map(ClusterNode::memberId).collect(Collectors.toSet());
                asked.stream()
                        .filter(call -> !members.contains(call.node().memberId()))
                        .forEach(Pending::nodeIsOut);
            });
        }
    }
}
