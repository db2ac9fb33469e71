package dev.weir.cluster;

import dev.weir.promise.WeirProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends each request to the next node, as a load balancer does; one that does not accept a connection is left out. */
public final class RoundRobinProxy implements AutoCloseable {

    private final List<WeirProcess> nodes;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false).setMaxPoolSize(500));
    private final AtomicInteger next = new AtomicInteger();
    private final Set<WeirProcess> leftOut = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    /** Before these nodes. */
    public RoundRobinProxy(List<WeirProcess> nodes) {
        this.nodes = nodes;
        var proxy = HttpProxy.reverseProxy(client)
                .origin(context -> connect(nodes.size()))
                .addInterceptor(new ProxyInterceptor() {
                    @Override
                    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
                        var host = context.request().proxiedRequest().getHeader("Host");
                        context.request().putHeader("X-Forwarded-Host", host);
                        return context.sendRequest();
                    }
                });
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(proxy)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Sends nothing more to a node, as a load balancer whose readiness check has failed. */
    public void leaveOut(WeirProcess node) {
        leftOut.add(node);
    }

    /** Sends to a node again. */
    public void takeBack(WeirProcess node) {
        leftOut.remove(node);
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    private Future<HttpClientRequest> connect(int attempts) {
        var node = nodes.get(Math.floorMod(next.getAndIncrement(), nodes.size()));
        if (leftOut.contains(node) && attempts > 1) {
            return connect(attempts - 1);
        }
        return client.request(new RequestOptions().setHost("127.0.0.1").setPort(node.port()))
                .recover(refused -> attempts > 1 ? connect(attempts - 1) : Future.failedFuture(refused));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
