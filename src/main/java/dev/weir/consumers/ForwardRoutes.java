package dev.weir.consumers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.StatePartition;
import dev.weir.cluster.forward.ForwardedRequests;
import dev.weir.cluster.forward.Forwarder;
import dev.weir.http.RouteResponses;
import dev.weir.http.access.TrustedProxies;
import dev.weir.http.body.BodyReader;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Forwards requests for instances of other nodes, before any resource or route sees them. */
@Singleton
class ForwardRoutes {

    private static final int BEFORE_ALL_OTHERS = -1;

    private final ClusterMembership cluster;
    private final ForwardedRequests forwarded;
    private final Forwarder forwarder;
    private final BodyReader bodies;
    private final RouteResponses responses;
    private final TrustedProxies proxies;
    private final ObjectMapper json;

    ForwardRoutes(
            ClusterMembership cluster,
            ForwardedRequests forwarded,
            Forwarder forwarder,
            BodyReader bodies,
            RouteResponses responses,
            TrustedProxies proxies,
            ObjectMapper json) {
        this.cluster = cluster;
        this.forwarded = forwarded;
        this.forwarder = forwarder;
        this.bodies = bodies;
        this.responses = responses;
        this.proxies = proxies;
        this.json = json;
    }

    void register(@Observes Router router) {
        if (cluster.isOn()) {
            router.route(HttpMethod.POST, "/consumers/:group")
                    .order(BEFORE_ALL_OTHERS)
                    .handler(this::create);
            router.route("/consumers/:group/instances/:instance")
                    .order(BEFORE_ALL_OTHERS)
                    .handler(this::use);
            router.route("/consumers/:group/instances/:instance/*")
                    .order(BEFORE_ALL_OTHERS)
                    .handler(this::use);
        }
    }

    private void use(RoutingContext http) {
        int partition = StatePartition.of(http.pathParam("group"), http.pathParam("instance"));
        if (cluster.owns(partition)) {
            http.next();
        } else if (isHop(http)) {
            responses.refuse(http.response(), ClusterMembership.notOwned());
        } else {
            // Only the response to a new instance has the address of Weir.
            forwarder.toOwner(http, partition, "", null);
        }
    }

    /** The name of a new instance stands in the body. */
    private void create(RoutingContext http) {
        if (forwarded.baseUri(http.request()).isPresent()) {
            http.next();
        } else if (isHop(http)) {
            responses.refuse(http.response(), ClusterMembership.notOwned());
        } else {
            bodies.look(http.request()).onSuccess(body -> create(http, body)).onFailure(refused -> {
                if (refused instanceof Failure failure) {
                    responses.refuseAndClose(http.request(), failure);
                } else {
                    http.fail(refused);
                }
            });
        }
    }

    private void create(RoutingContext http, Buffer body) {
        var name = name(body);
        if (name.isEmpty()) {
            if (cluster.owned().isEmpty()) {
                forwarder.toAnyOwner(http, baseUri(http), body);
            } else {
                createHere(http, body);
            }
            return;
        }
        int partition = StatePartition.of(http.pathParam("group"), name.get());
        if (cluster.owns(partition)) {
            createHere(http, body);
        } else {
            forwarder.toOwner(http, partition, baseUri(http), body);
        }
    }

    private void createHere(RoutingContext http, Buffer body) {
        var request = http.request();
        if (request.version() == HttpVersion.HTTP_2 && request.isEnded() && body.length() > 0) {
            responses.refuse(
                    http.response(),
                    Failure.invalid("A request of HTTP/2 for a new instance needs a Content-Length in a cluster"));
        } else {
            http.next();
        }
    }

    /** Empty for a body that has none, or that the resource refuses. */
    private Optional<String> name(Buffer body) {
        try {
            var name = json.readTree(body.getBytes()).path("name");
            return name.isTextual() ? Optional.of(name.textValue()) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** Whether a request says that a node has forwarded it already; then this node does not forward it. */
    private boolean isHop(RoutingContext http) {
        return forwarded.claims(http.request());
    }

    private String baseUri(RoutingContext http) {
        return BaseUri.of(http.request(), proxies.trust(http.request()));
    }
}
