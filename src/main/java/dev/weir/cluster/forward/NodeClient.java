package dev.weir.cluster.forward;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.cluster.ClusterNode;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;

/** The connections to other nodes. From any event loop. */
@Singleton
class NodeClient {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    /** Polls that wait take a connection each. */
    private static final int MAX_CONNECTIONS = 4_000;

    private static final int KEEP_ALIVE_SECONDS = 15;

    private static final int MAX_ADDRESSES = 1_000;

    /** How long a client's question to all nodes waits for one of them. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    static final int OK = 200;

    private final Vertx vertx;
    private final TlsConfigurationRegistry tls;
    private final Cache<String, RequestOptions> addresses =
            Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).build();
    private volatile HttpClient client;

    NodeClient(Vertx vertx, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        this.tls = tls;
    }

    /** A request on a connection to a node, to be completed; fails where the node accepts no connection in time. */
    Future<HttpClientRequest> request(ClusterNode to) {
        return client().request(addresses.get(to.url(), NodeClient::address));
    }

    /**
     * The same question as that of a client, whose credentials it has; to be sent.
     *
     * @param uri path and query
     */
    Future<HttpClientRequest> get(ClusterNode to, HttpServerRequest of, String uri, String accept) {
        return request(to).map(request -> {
            request.setMethod(HttpMethod.GET).setURI(uri);
            RequestHeaders.copy(of, request.headers());
            return request.putHeader("Accept", accept)
                    .putHeader(ForwardedRequests.HEADER, ForwardedRequests.header(to, ""));
        });
    }

    private static RequestOptions address(String node) {
        var url = URI.create(node);
        var host = url.getHost();
        return new RequestOptions()
                .setHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
                .setPort(url.getPort())
                .setSsl("https".equals(url.getScheme()));
    }

    /** Made for the first request, as a Weir alone needs none. */
    HttpClient client() {
        var made = client;
        return made == null ? make() : made;
    }

    private synchronized HttpClient make() {
        if (client == null) {
            var options = new HttpClientOptions()
                    .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setMaxPoolSize(MAX_CONNECTIONS)
                    .setKeepAlive(true)
                    .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
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
}
