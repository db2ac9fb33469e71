package dev.weir.stream;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * The answer to a reader, written no faster than the client reads.
 *
 * <p>Its methods may be called from any thread; what they do happens on the event loop of the connection.
 */
final class StreamResponse {

    private final HttpServerRequest request;
    private final Context context;
    private final String mediaType;
    private final RouteResponses answers;
    private boolean begun;
    private volatile boolean gone;

    StreamResponse(HttpServerRequest request, Context context, String mediaType, RouteResponses answers) {
        this.request = request;
        this.answers = answers;
        this.context = context;
        this.mediaType = mediaType;
    }

    /** Has it told, once, that the client has gone before the answer was complete. */
    void onGone(Runnable told) {
        request.response().closeHandler(closed -> {
            gone = true;
            told.run();
        });
    }

    /** Whether the client has closed the connection. */
    boolean isGone() {
        return gone;
    }

    /**
     * Writes a piece.
     *
     * @param more called when there is room for the next one; never, when the client has gone
     */
    void write(Buffer piece, Runnable more) {
        context.runOnContext(now -> {
            if (gone) {
                return;
            }
            var response = request.response();
            begin();
            response.write(piece);
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
     * Writes the last piece.
     *
     * @param written called when the connection has taken it, or the client has gone
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

    /** Ends with the reason why: as a status if nothing was written yet, else as the shape has it. */
    void fail(Failure failure, Framing shape) {
        context.runOnContext(now -> {
            var last = Buffer.buffer();
            if (gone) {
                return;
            }
            if (!begun) {
                answers.refuse(request.response(), failure);
            } else if (shape.failure(last, failure)) {
                request.response().end(last);
            } else {
                breakOff();
            }
        });
    }

    /** Breaks the connection off, so that nobody takes what was written for all there is. */
    void breakOff() {
        context.runOnContext(now -> request.connection().close());
    }

    private void begin() {
        if (!begun) {
            begun = true;
            request.response()
                    .setChunked(true)
                    .putHeader("Content-Type", mediaType)
                    .putHeader("Cache-Control", "no-store")
                    // Or a proxy would gather events before it hands them on.
                    .putHeader("X-Accel-Buffering", "no");
        }
    }
}
