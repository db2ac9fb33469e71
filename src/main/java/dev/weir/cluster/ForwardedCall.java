package dev.weir.cluster;

import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.function.BiConsumer;

/** One request on its way to another node and back. Used on the event loop of the request. */
final class ForwardedCall implements ProxyInterceptor {

    private static final long LOOK_AFTER_MILLIS = 1_000;

    private final RoutingContext http;
    private final ClusterNode node;
    private final NodeDirectory directory;
    private final BiConsumer<RoutingContext, Failure> refuse;
    private HttpClientRequest sent;
    private String header;
    private Buffer body;
    private boolean done;

    /** @param refuse responds with a failure, where nothing was responded yet */
    ForwardedCall(
            RoutingContext http,
            ClusterNode node,
            NodeDirectory directory,
            BiConsumer<RoutingContext, Failure> refuse) {
        this.http = http;
        this.node = node;
        this.directory = directory;
        this.refuse = refuse;
    }

    /**
     * Sends it.
     *
     * @param proof the value of the header by which the node knows that a node has sent it
     * @param read the body that was read already; null where it was not
     */
    void send(HttpClient client, String proof, Buffer read) {
        header = proof;
        body = read;
        var options =
                new RequestOptions().setAbsoluteURI(node.url() + http.request().uri());
        long timer = http.vertx().setPeriodic(LOOK_AFTER_MILLIS, tick -> look());
        http.addEndHandler(ended -> {
            done = true;
            http.vertx().cancelTimer(timer);
        });
        HttpProxy.reverseProxy(client)
                .origin(context -> client.request(options).onSuccess(request -> sent = request))
                .addInterceptor(this)
                .handle(http.request());
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request();
        Forwarder.OF_THE_CONNECTION.forEach(request.headers()::remove);
        request.putHeader(ForwardedRequests.HEADER, header);
        if (body != null) {
            // It was decoded when it was read.
            request.headers().remove("Content-Encoding").remove("Transfer-Encoding");
            request.setBody(Body.body(body));
        }
        return context.sendRequest().onFailure(this::fail).recover(failed -> Future.future(never -> {}));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        // The filters of this node have set it already.
        context.response().headers().remove("X-Content-Type-Options");
        return context.sendResponse();
    }

    /** A node that is stopped answers nothing, and does not close its connections; Kafka tells when it is out. */
    private void look() {
        directory.nodes().thenAccept(nodes -> {
            boolean isThere = nodes.stream().anyMatch(other -> other.memberId().equals(node.memberId()));
            var request = sent;
            if (!isThere && request != null) {
                request.reset();
            }
        });
    }

    private void fail(Throwable thrown) {
        if (done) {
            return;
        }
        done = true;
        directory.renew();
        Log.debugf("Node %s did not answer: %s", node.url(), thrown.getMessage());
        refuse.accept(http, isHarmless() ? ClusterMembership.notOwned() : unknown());
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
