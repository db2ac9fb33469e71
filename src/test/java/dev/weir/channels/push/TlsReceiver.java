package dev.weir.channels.push;

import dev.weir.testing.KeyTool;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A receiver of a push over TLS that speaks HTTP/2 and HTTP/1.1. */
final class TlsReceiver {

    private final HttpServer server;
    private final int together;
    private final List<HttpServerRequest> open = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private final Set<HttpVersion> versions = new HashSet<>();
    private final Set<HttpConnection> connections = new HashSet<>();

    /**
     * A receiver on a port of its own.
     *
     * @param keys the key store of its certificate
     * @param together how many requests it waits for before it responds to them all
     */
    TlsReceiver(Vertx vertx, Path keys, int together) {
        this.together = together;
        var options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword(KeyTool.PASSWORD));
        server = vertx.createHttpServer(options)
                .requestHandler(this::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "https://localhost:" + server.actualPort() + "/hook";
    }

    /** The values that have come, as they came. */
    synchronized List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** The versions of HTTP of all requests. */
    synchronized Set<HttpVersion> versions() {
        return Set.copyOf(versions);
    }

    /** The number of connections with a request. */
    synchronized int connections() {
        return connections.size();
    }

    private void accept(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            synchronized (this) {
                accepted.add(body.toString());
                versions.add(request.version());
                connections.add(request.connection());
                open.add(request);
                if (open.size() == together) {
                    open.forEach(each -> each.response().setStatusCode(204).end());
                    open.clear();
                }
            }
        });
    }
}
