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
import java.util.ArrayList;
import java.util.List;

/** One body while it is being read as a whole; all on the event loop of its request. */
final class BodyRead {

    private final HttpServerRequest request;
    private final long most;
    private final ContentDecoder decoding;
    private final BodyBudget.Share share;
    private final Context context = Vertx.currentContext();
    private final Promise<Buffer> whole = Promise.promise();
    private List<Buffer> pieces = new ArrayList<>();
    private long received;
    private int length;

    BodyRead(HttpServerRequest request, long most, BodyBudget budget) {
        this.request = request;
        this.most = most;
        decoding = ContentDecoder.of(request.headers()).orElse(null);
        share = budget.open(true, refusal -> context.runOnContext(now -> fail(refusal)));
    }

    /**
     * Refuses a body that nobody can read any more.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where the client has gone, or the body was read or dropped before
     */
    static void checkIsThere(HttpServerRequest request) {
        if (request.response().closed()) {
            throw Failure.invalid("The client has gone before its request was read");
        }
        // What comes while a request waits is lost where its connection ends meanwhile: the body then seems to be
        // empty.
        if (request.isEnded() && (request.bytesRead() > 0 || declared(request) > 0)) {
            throw Failure.invalid("The body was lost before it was read");
        }
    }

    private static long declared(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }

    Future<Buffer> start() {
        request.exceptionHandler(gone -> fail(Failure.invalid("The connection ended before the body did")));
        request.endHandler(end -> end());
        request.handler(this::take);
        request.resume();
        return whole.future();
    }

    private void take(Buffer piece) {
        if (whole.future().isComplete()) {
            return;
        }
        received += piece.length();
        share.progress(piece.length());
        try {
            if (decoding == null) {
                keep(piece);
            } else {
                decode(piece);
            }
        } catch (Failure refusal) {
            fail(refusal);
        }
    }

    private void decode(Buffer piece) {
        if (received == piece.length()) {
            share.take(decoding.memory());
        }
        // What becomes less by being decoded is bounded too.
        checkLength(received);
        decoding.input(piece.getBytes());
        for (var next = decoding.next(); next != null; next = decoding.next()) {
            keep(Buffer.buffer(next));
        }
    }

    private void keep(Buffer piece) {
        checkLength(length + (long) piece.length());
        share.take(piece.length());
        pieces.add(piece);
        length += piece.length();
    }

    private void checkLength(long now) {
        if (now > most) {
            throw Failure.of(
                    Failure.Kind.TOO_LARGE,
                    "The body is longer than the limit of %s (weir.http.max-body-size)%s"
                            .formatted(
                                    Count.of(most, "byte"),
                                    decoding == null ? "" : ", counted without its Content-Encoding"));
        }
    }

    private void end() {
        if (whole.future().isComplete()) {
            return;
        }
        try {
            long declared = declared(request);
            if (declared >= 0 && declared != received) {
                throw Failure.invalid(
                        "The body has %d bytes and its Content-Length says %d".formatted(received, declared));
            }
            if (request.response().closed()) {
                throw Failure.invalid("The client has gone before its request was read");
            }
            if (decoding != null && received > 0) {
                decoding.end();
            }
        } catch (Failure refusal) {
            fail(refusal);
            return;
        }
        var body = joined();
        free();
        whole.complete(body);
    }

    private Buffer joined() {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        var body = Buffer.buffer(length);
        pieces.forEach(body::appendBuffer);
        return body;
    }

    private void fail(Failure refusal) {
        free();
        whole.tryFail(refusal);
    }

    private void free() {
        share.close();
        pieces = List.of();
        if (decoding != null) {
            decoding.close();
        }
    }
}
