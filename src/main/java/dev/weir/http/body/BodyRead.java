package dev.weir.http.body;

import dev.weir.model.Count;
import dev.weir.model.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;

/** Reads one body as a body; for the event loop of its request. */
final class BodyRead {

    private final HttpServerRequest request;
    private final long maxBytes;
    private final ContentDecoder decoder;
    private final BodyBudget.Share share;
    private final boolean isToBeReadAgain;
    private final Context context = Vertx.currentContext();
    private final Promise<Buffer> body = Promise.promise();
    private List<Buffer> pieces = new ArrayList<>();
    private long received;
    private int length;

    /** @param isToBeReadAgain whether another reader of the same request follows, which pauses it first */
    BodyRead(HttpServerRequest request, long maxBytes, BodyBudget budget, boolean isToBeReadAgain) {
        this.request = request;
        this.isToBeReadAgain = isToBeReadAgain;
        this.maxBytes = maxBytes;
        decoder = ContentDecoder.of(request.headers()).orElse(null);
        share = budget.open(true, refusal -> context.runOnContext(now -> fail(refusal)));
    }

    /**
     * Checks that the body can still be read.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where the client has disconnected, or the body was read or dropped
     *     before
     */
    static void checkReadable(HttpServerRequest request) {
        if (request.response().closed()) {
            throw Failure.invalid("The client disconnected before its request was read");
        }
        // Bytes that arrive while a request waits are lost when its connection ends: the body then seems to be empty.
        if (request.isEnded() && (request.bytesRead() > 0 || declared(request) > 0)) {
            throw Failure.invalid("The body was lost before it was read");
        }
    }

    private static long declared(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }

    Future<Buffer> start() {
        request.exceptionHandler(broken -> fail(Failure.invalid("The connection ended before the body did")));
        request.endHandler(end -> end());
        request.handler(this::receive);
        request.resume();
        return body.future();
    }

    private void receive(Buffer piece) {
        if (body.future().isComplete()) {
            return;
        }
        received += piece.length();
        share.progress(piece.length());
        try {
            if (decoder == null) {
                keep(piece);
            } else {
                decode(piece);
            }
        } catch (Failure refusal) {
            fail(refusal);
            return;
        }
        if (isToBeReadAgain && request.version() == HttpVersion.HTTP_2 && received == declared(request)) {
            // One of HTTP/2 that has ended cannot be paused.
            request.pause();
            end();
        }
    }

    private void decode(Buffer piece) {
        if (received == piece.length()) {
            share.take(decoder.memory());
        }
        // A coding may also make a body shorter, so its encoded length is bounded too.
        checkLength(received);
        decoder.input(piece.getBytes());
        for (var next = decoder.next(); next != null; next = decoder.next()) {
            keep(Buffer.buffer(next));
        }
    }

    private void keep(Buffer piece) {
        checkLength(length + (long) piece.length());
        share.take(piece.length());
        pieces.add(piece);
        length += piece.length();
    }

    private void checkLength(long length) {
        if (length > maxBytes) {
            throw Failure.of(
                    Failure.Kind.TOO_LARGE,
                    "The body is longer than the limit of %s (weir.http.max-body-size)%s"
                            .formatted(
                                    Count.of(maxBytes, "byte"),
                                    decoder == null ? "" : ", counted without its Content-Encoding"));
        }
    }

    private void end() {
        if (body.future().isComplete()) {
            return;
        }
        try {
            long declared = declared(request);
            if (declared >= 0 && declared != received) {
                throw Failure.invalid(
                        "The body has %d bytes and its Content-Length says %d".formatted(received, declared));
            }
            if (request.response().closed()) {
                throw Failure.invalid("The client disconnected before its request was read");
            }
            if (decoder != null && received > 0) {
                decoder.end();
            }
        } catch (Failure refusal) {
            fail(refusal);
            return;
        }
        var joined = joined();
        free();
        body.complete(joined);
    }

    private Buffer joined() {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        var joined = Buffer.buffer(length);
        pieces.forEach(joined::appendBuffer);
        return joined;
    }

    private void fail(Failure refusal) {
        free();
        body.tryFail(refusal);
    }

    private void free() {
        share.close();
        pieces = List.of();
        if (decoder != null) {
            decoder.close();
        }
    }
}
