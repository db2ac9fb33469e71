package dev.weir.http.body;

import dev.weir.model.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import jakarta.inject.Singleton;

/**
 * Reads whole request bodies up to the limit, and removes their content codings.
 *
 * <p>No other class reads a whole body: endpoints and resources have the same bounds, and an incomplete body is never
 * passed on.
 */
@Singleton
public class BodyReader {

    private static final String LOOKED_AT = BodyReader.class.getName();

    private final long maxBytes;
    private final BodyBudget budget;

    BodyReader(BodyConfig limits, BodyBudget budget) {
        maxBytes = limits.maxBodySize().asLongValue();
        this.budget = budget;
    }

    /**
     * Reads the whole body, empty without one; on the event loop of the request.
     *
     * @return fails with {@link Failure.Kind#TOO_LARGE} where the body exceeds the limit, with
     *     {@link Failure.Kind#TOO_MANY} where the budget of all bodies is full, with {@link Failure.Kind#TOO_SLOW}
     *     where the body arrives too slowly, with {@link Failure.Kind#UNSUPPORTED} for an unknown content coding, and
     *     with {@link Failure.Kind#INVALID} where the client has disconnected or the body is not in its coding; the
     *     rest of the body is not read then
     */
    public Future<Buffer> read(HttpServerRequest request) {
        return read(request, false);
    }

    private Future<Buffer> read(HttpServerRequest request, boolean isToBeReadAgain) {
        Buffer kept = contextOf(request).getLocal(LOOKED_AT);
        if (kept != null) {
            return Future.succeededFuture(kept);
        }
        try {
            BodyRead.checkReadable(request);
            return request.isEnded()
                    ? Future.succeededFuture(Buffer.buffer())
                    : new BodyRead(request, maxBytes, budget, isToBeReadAgain).start();
        } catch (Failure refusal) {
            return Future.failedFuture(refusal);
        }
    }

    /**
     * As {@link #read}, and the next reader of the body of this request gets the same.
     *
     * <p>A request of HTTP/2 without a Content-Length has ended then, and the REST layer cannot take it any more.
     */
    public Future<Buffer> look(HttpServerRequest request) {
        return read(request, true).onSuccess(body -> contextOf(request).putLocal(LOOKED_AT, body));
    }

    private static Context contextOf(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context();
    }
}
