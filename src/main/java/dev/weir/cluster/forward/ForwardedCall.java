package dev.weir.cluster.forward;

import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.ClusterNode;
import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/** One request on its way to another node and back. Used on the event loop of the request. */
final class ForwardedCall implements ProxyInterceptor, PendingCalls.Pending {

    private static final int MAX_AT_ONCE = 65_536;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final RoutingContext http;
    private final ClusterNode node;
    private final Forwarder forwarder;
    private HttpClientRequest sent;
    private String header;
    private Buffer body;
    private boolean isRead;
    private boolean done;

    ForwardedCall(RoutingContext http, ClusterNode node, Forwarder forwarder) {
        this.http = http;
        this.node = node;
        this.forwarder = forwarder;
    }

    /**
     * Sends it.
     *
     * @param proof the value of the header by which the node knows that a node has sent it
     * @param read the body that was read already; null where it was not
     */
    void send(NodeClient client, String proof, Buffer read) {
        header = proof;
        body = read;
        isRead = http.request().isEnded();
        forwarder.begun(this);
        http.addEndHandler(ended -> {
            done = true;
            forwarder.ended(this);
        });
        HttpProxy.reverseProxy(client.client())
                .origin(context -> client.request(node).onSuccess(request -> sent = request))
                .addInterceptor(this)
                .handle(isRead ? new ReadRequest(http.request()) : http.request());
    }

    @Override
    public ClusterNode node() {
        return node;
    }

    @Override
    public void nodeIsOut() {
        var request = sent;
        if (request != null) {
            request.reset();
        }
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request();
        RequestHeaders.OF_THE_CONNECTION.forEach(request.headers()::remove);
        request.putHeader(ForwardedRequests.HEADER, header);
        if (body != null) {
            // It was decoded when it was read.
            request.headers().remove("Content-Encoding").remove("Transfer-Encoding");
            request.setBody(Body.body(body));
        } else if (isRead || !mayHaveBody()) {
            request.setBody(null);
            if (!isRead) {
                http.request().resume();
            }
        } else if (!isDeclared()) {
            // HTTP/1, which nodes speak, needs a header for a body of HTTP/2 without a length.
            http.request().headers().set("Transfer-Encoding", "chunked");
        }
        return context.sendRequest().onFailure(this::fail).recover(failed -> Future.future(never -> {}));
    }

    private boolean mayHaveBody() {
        return isDeclared()
                || (http.request().version() == HttpVersion.HTTP_2
                        && http.request().method().equals(HttpMethod.POST));
    }

    private boolean isDeclared() {
        var headers = http.request().headers();
        return headers.contains("Content-Length") || headers.contains("Transfer-Encoding");
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        var response = context.response();
        // The filters of this node have set it already.
        response.headers().remove("X-Content-Type-Options");
        return isSmall(response) ? respond(response) : context.sendResponse();
    }

    /** Whether the response is written at once: each part of it would cost a system call. */
    private static boolean isSmall(ProxyResponse response) {
        long length = response.getBody().length();
        return (length >= 0 && length <= MAX_AT_ONCE)
                || response.getStatusCode() == NO_CONTENT
                || response.getStatusCode() == NOT_MODIFIED;
    }

    private Future<Void> respond(ProxyResponse from) {
        var whole = Buffer.buffer();
        var stream = from.getBody().stream();
        stream.exceptionHandler(this::fail);
        stream.handler(whole::appendBuffer);
        stream.endHandler(end -> {
            if (!done && !http.response().closed()) {
                var to = http.response().setStatusCode(from.getStatusCode()).setStatusMessage(from.getStatusMessage());
                from.headers().forEach(header -> {
                    if (!header.getKey().equalsIgnoreCase("Transfer-Encoding")) {
                        to.headers().add(header.getKey(), header.getValue());
                    }
                });
                to.end(whole);
            }
        });
        stream.resume();
        return Future.succeededFuture();
    }

    private void fail(Throwable thrown) {
        if (done) {
            return;
        }
        done = true;
        Log.debugf("Node %s did not answer: %s", node.url(), thrown.getMessage());
        forwarder.failed(http, isHarmless() ? ClusterMembership.notOwned() : unknown());
    }

    /** Whether nothing was done, or nothing that a client notices. */
    private boolean isHarmless() {
        var method = http.request().method();
        return sent == null || method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private static Failure unknown() {
        return Failure.of(
                Failure.Kind.UNKNOWN_OUTCOME,
                "The node that serves this consumer instance has not answered; what was asked may have been done");
    }
}
