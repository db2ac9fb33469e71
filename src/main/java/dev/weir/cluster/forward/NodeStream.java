package dev.weir.cluster.forward;

import dev.weir.cluster.ClusterNode;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The server-sent events of one other node. Used on the event loop of the client's request. */
final class NodeStream {

    private static final int MAX_EVENT_BYTES = 65_536;
    private static final String ID = "id:";

    private final HttpServerRequest request;
    private final ClusterNode node;
    private final NodeStreams streams;
    private HttpClientRequest sent;
    private HttpClientResponse response;
    private Buffer pending = Buffer.buffer();
    private boolean paused;
    private boolean closed;

    NodeStream(HttpServerRequest request, ClusterNode node, NodeStreams streams) {
        this.request = request;
        this.node = node;
        this.streams = streams;
    }

    ClusterNode node() {
        return node;
    }

    void open(NodeClient client, NodeStreams.Start start) {
        client.get(node, request, start.uri(), "text/event-stream")
                .compose(to -> send(to, start))
                .timeout(NodeClient.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(this::read)
                .onFailure(this::fail);
    }

    private Future<HttpClientResponse> send(HttpClientRequest to, NodeStreams.Start start) {
        if (closed) {
            to.reset();
            return Future.failedFuture("the client has gone, or the time is over");
        }
        sent = to;
        to.exceptionHandler(this::fail);
        if (start.lastEventId() != null) {
            to.putHeader("Last-Event-ID", start.lastEventId());
        }
        return to.send();
    }

    private void read(HttpClientResponse from) {
        if (closed || from.statusCode() != NodeClient.OK) {
            fail(new IllegalStateException("status " + from.statusCode()));
            return;
        }
        response = from;
        streams.answered(this);
        from.exceptionHandler(this::fail);
        from.endHandler(end -> streams.ended(this));
        from.handler(this::split);
        if (paused) {
            from.pause();
        }
    }

    /** Events end with an empty line. */
    private void split(Buffer piece) {
        int scanned = Math.max(0, pending.length() - 1);
        pending.appendBuffer(piece);
        int begin = 0;
        int at = scanned;
        while (at + 1 < pending.length()) {
            boolean ends = pending.getByte(at) == '\n' && pending.getByte(at + 1) == '\n';
            if (ends) {
                event(pending.getString(begin, at));
                begin = at + 2;
            }
            at += ends ? 2 : 1;
        }
        pending = pending.getBuffer(begin, pending.length());
        if (pending.length() > MAX_EVENT_BYTES) {
            fail(new IllegalStateException("an event of more than %d bytes".formatted(MAX_EVENT_BYTES)));
        }
    }

    private void event(String block) {
        var lines = block.lines().filter(line -> !line.startsWith(":")).toList();
        if (closed || lines.isEmpty()) {
            return;
        }
        if (lines.contains("event:failure")) {
            fail(new IllegalStateException(block));
            return;
        }
        var id = lines.stream()
                .filter(line -> line.startsWith(ID))
                .map(line -> line.substring(ID.length()).strip())
                .findFirst()
                .orElse(null);
        streams.event(
                this, id, lines.stream().filter(line -> !line.startsWith(ID)).collect(Collectors.joining("\n")));
    }

    void pause() {
        paused = true;
        if (response != null) {
            response.pause();
        }
    }

    void resume() {
        paused = false;
        if (response != null) {
            response.resume();
        }
    }

    private void fail(Throwable thrown) {
        if (closed) {
            return;
        }
        Log.debugf("Node %s sends no events: %s", node.url(), thrown.getMessage());
        streams.ended(this);
        close();
    }

    /** Ends the stream, which is not heard of any more. */
    void close() {
        closed = true;
        if (sent != null) {
            sent.reset();
        }
    }
}
