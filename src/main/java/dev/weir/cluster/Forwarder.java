package dev.weir.cluster;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Passes requests on to the node that owns what they are for. Used on event loops. */
@Singleton
public class Forwarder {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    /** Polls that wait take a connection each. */
    private static final int MAX_CONNECTIONS = 4_000;

    private static final int IDLE_SECONDS = 60;

    private final ClusterMembership membership;
    private final Vertx vertx;
    private final RouteResponses responses;
    private final MeterRegistry meters;
    private final TlsConfigurationRegistry tls;
    private volatile HttpClient client;

    Forwarder(
            ClusterMembership membership,
            Vertx vertx,
            RouteResponses responses,
            MeterRegistry meters,
            TlsConfigurationRegistry tls) {
        this.membership = membership;
        this.vertx = vertx;
        this.responses = responses;
        this.meters = meters;
        this.tls = tls;
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
        http.request().pause();
        var context = vertx.getOrCreateContext();
        membership
                .directory()
                .nodes()
                .whenComplete((nodes, thrown) -> context.runOnContext(now -> {
                    var node =
                            thrown == null ? target.among(nodes).filter(this::isOther) : Optional.<ClusterNode>empty();
                    if (node.isEmpty()) {
                        membership.directory().renew();
                        refuse(http, target.missing());
                    } else {
                        new ForwardedCall(http, node.get(), membership.directory(), this::refuse)
                                .send(client(), ForwardedRequests.header(node.get(), baseUri), body);
                        count("sent");
                    }
                }));
    }

    private boolean isOther(ClusterNode node) {
        return !node.url().equals(membership.settings().orElseThrow().url());
    }

    private void refuse(RoutingContext http, Failure failure) {
        count("refused");
        if (!http.response().ended() && !http.response().closed()) {
            if (!http.request().isEnded()) {
                http.request().resume();
            }
            responses.refuse(http.response(), failure);
        }
    }

    private void count(String outcome) {
        Counter.builder("weir.cluster.forwards")
                .description("Requests for another node: sent to it, or refused because there is none that answers")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }

    /** Made for the first request, as a Weir alone needs none. */
    private synchronized HttpClient client() {
        if (client == null) {
            var options = new HttpClientOptions()
                    .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setMaxPoolSize(MAX_CONNECTIONS)
                    .setKeepAlive(true)
                    .setKeepAliveTimeout(IDLE_SECONDS / 4);
            // No key of this node: the owner must see the client's credentials, and no others.
            tls.getDefault().ifPresent(own -> {
                options.setTrustAll(own.isTrustAll());
                if (own.getTrustStoreOptions() != null) {
                    options.setTrustOptions(own.getTrustStoreOptions());
                }
            });
            client = vertx.createHttpClient(options);
        }
        return client;
    }

    /** The node that a request is for. */
    private sealed interface ForwardTarget {

        Optional<ClusterNode> among(List<ClusterNode> nodes);

        /** The response where there is none. */
        default Failure missing() {
            return ClusterMembership.notOwned();
        }

        /** The node that has given an id. */
        record Maker(String tag) implements ForwardTarget {

            @Override
            public Optional<ClusterNode> among(List<ClusterNode> nodes) {
                return nodes.stream()
                        .filter(node -> NodeIds.tag(node.url()).equals(tag))
                        .findFirst();
            }

            @Override
            public Failure missing() {
                return Failure.of(
                        Failure.Kind.NOT_FOUND,
                        "The node that had this, with the tag '%s', is not among the nodes (/cluster/nodes)"
                                .formatted(tag));
            }
        }

        /** The owner of a partition. */
        record Owner(int partition) implements ForwardTarget {

            @Override
            public Optional<ClusterNode> among(List<ClusterNode> nodes) {
                return nodes.stream()
                        .filter(node -> node.partitions().contains(partition))
                        .findFirst();
            }
        }

        /** The first of those that own any. */
        record AnyOwner() implements ForwardTarget {

            @Override
            public Optional<ClusterNode> among(List<ClusterNode> nodes) {
                return nodes.stream()
                        .filter(node -> !node.partitions().isEmpty())
                        .findFirst();
            }
        }
    }

    /** Headers that are about the connection of the client, and were checked here. */
    static final Set<String> OF_THE_CONNECTION = Set.of(
            "Forwarded",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Forwarded-Path",
            "X-Forwarded-Prefix",
            "X-Forwarded-For",
            "Origin",
            "Sec-Fetch-Site",
            "Sec-Fetch-Mode",
            "Sec-Fetch-Dest");
}
