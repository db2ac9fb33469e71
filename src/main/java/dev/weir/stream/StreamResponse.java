package dev.weir.stream;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The response to a reader, written no faster than the client reads.
 *
 * <p>Its methods may be called from any thread; they write on the event loop of the connection.
 */
final class StreamResponse {

    private static final long LINGER_MILLIS = 2_000;

    private final HttpServerRequest request;
    private final Context context;
    private final String mediaType;
    private final RouteResponses responses;
    private boolean begun;
    private volatile boolean gone;

    StreamResponse(HttpServerRequest request, Context context, String mediaType, RouteResponses responses) {
        this.request = request;
        this.responses = responses;
        this.context = context;
        this.mediaType = mediaType;
    }

    /** The client has disconnected before the response is complete. On the event loop. */
    void disconnect() {
        gone = true;
    }

    /** Whether the client has closed the connection. */
    boolean isGone() {
        return gone;
    }

    /**
     * Writes a chunk.
     *
     * @param more called when there is room for the next chunk; never after the client has disconnected
     */
    void write(Buffer chunk, Runnable more) {
        context.runOnContext(now -> {
            if (gone) {
                return;
            }
            var response = request.response();
            begin();
            response.write(chunk);
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> {
                    response.drainHandler(null);
                    more.run();
                });
            } else {
                more.run();
            }
        });
    }

    /**
     * Writes the last chunk.
     *
     * @param written called when the connection has accepted it, or the client has disconnected
     */
    void end(Buffer last, Runnable written) {
        context.runOnContext(now -> {
            if (gone) {
                written.run();
            } else {
                begin();
                request.response().end(last).onComplete(done -> written.run());
            }
        });
    }

    /** Ends with a failure: as a status if nothing was written yet, else in the framing of the response. */
    void fail(Failure failure, Framing framing) {
        context.runOnContext(now -> {
            var last = Buffer.buffer();
            if (gone) {
                return;
            }
            if (!begun) {
                responses.refuse(request.response(), failure);
            } else if (framing.failure(last, failure)) {
                request.response().end(last);
            } else {
                breakOff();
            }
        });
    }

    /**
     * Closes the connection, so that the client does not take an incomplete response for a complete one.
     *
     * <p>Vert.x closes it when the client has read what was written before. A client that reads nothing more would keep
     * it open, so two seconds later the connection is reset.
     */
    void breakOff() {
        context.runOnContext(now -> {
            var connection = request.connection();
            connection.close();
            if (connection instanceof ConnectionBase open) {
                context.owner().setTimer(LINGER_MILLIS, late -> {
                    var unused = open.channelHandlerContext().channel().close();
                });
            }
        });
    }

    private void begin() {
        if (!begun) {
            begun = true;
            request.response()
                    .setChunked(true)
                    .putHeader("Content-Type", mediaType)
                    .putHeader("Cache-Control", "no-store")
                    // Otherwise a proxy would buffer events.
                    .putHeader("X-Accel-Buffering", "no");
        }
    }
}
