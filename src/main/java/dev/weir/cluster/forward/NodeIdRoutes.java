package dev.weir.cluster.forward;

import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.NodeIds;
import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Forwards requests for receipts and generators of other nodes, before any resource sees them. */
@Singleton
class NodeIdRoutes {

    private static final List<String> PATHS = List.of("/receipts/:id", "/generators/:id");
    private static final int BEFORE_ALL_OTHERS = -1;

    private final ClusterMembership cluster;
    private final ForwardedRequests forwarded;
    private final Forwarder forwarder;
    private final NodeIds ids;
    private final RouteResponses responses;

    NodeIdRoutes(
            ClusterMembership cluster,
            ForwardedRequests forwarded,
            Forwarder forwarder,
            NodeIds ids,
            RouteResponses responses) {
        this.cluster = cluster;
        this.forwarded = forwarded;
        this.forwarder = forwarder;
        this.ids = ids;
        this.responses = responses;
    }

    void register(@Observes Router router) {
        if (cluster.isOn()) {
            PATHS.forEach(path -> router.route(path).order(BEFORE_ALL_OTHERS).handler(this::handle));
        }
    }

    private void handle(RoutingContext http) {
        var id = http.pathParam("id");
        if (ids.isOwn(id)) {
            http.next();
        } else if (forwarded.claims(http.request())) {
            responses.refuse(
                    http.response(), Failure.unavailable("The request was forwarded to a node that has not made this"));
        } else {
            forwarder.toMaker(http, NodeIds.tagOf(id).orElseThrow());
        }
    }
}
