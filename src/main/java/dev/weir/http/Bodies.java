package dev.weir.http;

import dev.weir.model.Count;
import dev.weir.model.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Reads bodies that are needed as a whole, up to the limit. */
@Singleton
public class Bodies {

    private final long most;

    Bodies(HttpLimits limits) {
        most = limits.maxBody().asLongValue();
    }

    /**
     * The whole body, empty where there is none; on the event loop of the request.
     *
     * @return fails with {@link Failure.Kind#TOO_LARGE} where there is more than the limit, of which the rest is not read, and with {@link Failure.Kind#INVALID} where the client has gone
     */
    public Future<Buffer> read(HttpServerRequest request) {
        if (request.isEnded()) {
            return Future.succeededFuture(Buffer.buffer());
        }
        Promise<Buffer> whole = Promise.promise();
        var body = Buffer.buffer();
        request.handler(piece -> {
            if (body.length() + piece.length() <= most) {
                body.appendBuffer(piece);
            } else {
                whole.tryFail(Failure.of(
                        Failure.Kind.TOO_LARGE,
                        "The body is longer than the limit of %s (weir.http.max-body)"
                                .formatted(Count.of(most, "byte"))));
            }
        });
        request.endHandler(end -> whole.tryComplete(body));
        request.exceptionHandler(gone -> whole.tryFail(Failure.invalid("The connection ended before the body did")));
        request.resume();
        return whole.future();
    }
}
