package dev.weir.cluster.forward;

import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.ClusterNode;
import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Passes requests on to the node that owns what they are for. Used on event loops. */
@Singleton
public class Forwarder {

    private final ClusterMembership membership;
    private final Vertx vertx;
    private final RouteResponses responses;
    private final NodeClient client;
    private final PendingCalls pending;
    private final Counter sent;
    private final Counter refused;

    Forwarder(
            ClusterMembership membership,
            Vertx vertx,
            RouteResponses responses,
            MeterRegistry meters,
            NodeClient client,
            PendingCalls pending) {
        this.membership = membership;
        this.vertx = vertx;
        this.responses = responses;
        this.client = client;
        this.pending = pending;
        sent = membership.isOn() ? counter(meters, "sent") : null;
        refused = membership.isOn() ? counter(meters, "refused") : null;
    }

    /**
     * Forwards a request for an instance to its owner; responds with 503 where it has none.
     *
     * @param baseUri where the client finds Weir
     * @param body null to pass on what has not been read yet
     */
    public void toOwner(RoutingContext http, int partition, String baseUri, Buffer body) {
        forward(http, new ForwardTarget.Owner(partition), baseUri, body);
    }

    /** Forwards a request that any node can serve that owns something, to such a node. */
    public void toAnyOwner(RoutingContext http, String baseUri, Buffer body) {
        forward(http, new ForwardTarget.AnyOwner(), baseUri, body);
    }

    /** Forwards a request for what a node keeps in its memory to that node; responds with 404 where it is gone. */
    void toMaker(RoutingContext http, String tag) {
        forward(http, new ForwardTarget.Maker(tag), "", null);
    }

    private void forward(RoutingContext http, ForwardTarget target, String baseUri, Buffer body) {
        var nodes = membership.nodes();
        var known = nodes.toCompletableFuture();
        if (known.isDone() && !known.isCompletedExceptionally()) {
            forward(http, target, known.join(), baseUri, body);
            return;
        }
        if (!http.request().isEnded()) {
            http.request().pause();
        }
        var context = vertx.getOrCreateContext();
        nodes.whenComplete((all, thrown) ->
                context.runOnContext(now -> forward(http, target, thrown == null ? all : List.of(), baseUri, body)));
    }

    private void forward(
            RoutingContext http, ForwardTarget target, List<ClusterNode> nodes, String baseUri, Buffer body) {
        Optional<ClusterNode> node = target.among(nodes);
        if (node.isEmpty() || membership.isSelf(node.get())) {
            membership.renewNodes();
            refuse(http, target.missing());
        } else {
            sent.increment();
            new ForwardedCall(http, node.get(), this).send(client, ForwardedRequests.header(node.get(), baseUri), body);
        }
    }

    void begun(ForwardedCall call) {
        pending.add(call);
    }

    void ended(ForwardedCall call) {
        pending.remove(call);
    }

    /** The node has not answered, so the next request asks Kafka where its target is. */
    void failed(RoutingContext http, Failure failure) {
        membership.renewNodes();
        refuse(http, failure);
    }

    private void refuse(RoutingContext http, Failure failure) {
        refused.increment();
        if (!http.response().ended() && !http.response().closed()) {
            if (!http.request().isEnded()) {
                http.request().resume();
            }
            responses.refuse(http.response(), failure);
        }
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("weir.cluster.forwards")
                .description("Requests for another node: sent to it, or refused because there is none that answers")
                .tag("outcome", outcome)
                .register(meters);
    }
}
