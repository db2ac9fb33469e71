package dev.weir.cluster.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cluster.ClusterNode;
import dev.weir.http.MediaTypes;
import dev.weir.http.body.BodyBudget;
import dev.weir.model.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A GET of a client that one other node answers too. Used on the event loop of the request. */
final class NodeQuestion {

    private final HttpServerRequest request;
    private final ClusterNode node;
    private final ObjectMapper json;
    private final BodyBudget.Share share;
    private final Promise<Buffer> body = Promise.promise();
    private HttpClientRequest sent;
    private boolean ended;

    NodeQuestion(HttpServerRequest request, ClusterNode node, BodyBudget budget, ObjectMapper json) {
        this.request = request;
        this.node = node;
        this.json = json;
        share = budget.open(false, body::tryFail);
    }

    /** The body of the response; fails with any other status than 200, and where the response is not there in time. */
    Future<JsonNode> ask(NodeClient client) {
        client.get(node, request, request.uri(), MediaTypes.JSON)
                .compose(this::send)
                .onSuccess(this::read)
                .onFailure(body::tryFail);
        return body.future()
                .timeout(NodeClient.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .compose(this::parse)
                .onFailure(thrown -> end())
                .onComplete(done -> share.close());
    }

    private Future<HttpClientResponse> send(HttpClientRequest to) {
        if (ended) {
            to.reset();
            return Future.failedFuture("the time is over");
        }
        sent = to;
        to.exceptionHandler(body::tryFail);
        return to.send();
    }

    private void read(HttpClientResponse response) {
        if (response.statusCode() != NodeClient.OK) {
            body.tryFail("status " + response.statusCode());
            return;
        }
        var whole = Buffer.buffer();
        response.exceptionHandler(body::tryFail);
        response.handler(piece -> {
            try {
                share.take(piece.length());
                whole.appendBuffer(piece);
            } catch (Failure full) {
                body.tryFail(full);
            }
        });
        response.endHandler(end -> body.tryComplete(whole));
    }

    private Future<JsonNode> parse(Buffer whole) {
        try {
            return Future.succeededFuture(json.readTree(whole.getBytes()));
        } catch (IOException malformed) {
            return Future.failedFuture(malformed);
        }
    }

    private void end() {
        ended = true;
        if (sent != null) {
            sent.reset();
        }
    }
}
