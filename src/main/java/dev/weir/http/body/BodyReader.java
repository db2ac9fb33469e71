package dev.weir.http.body;

import dev.weir.model.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * Reads bodies that are needed as a whole, up to the limit, with their content codings taken off.
 *
 * <p>There is no other place where a whole body is read: for routes as for resources the same bounds hold, and a body
 * that did not come whole is never handed on.
 */
@Singleton
public class BodyReader {

    private final long most;
    private final BodyBudget budget;

    BodyReader(BodyConfig limits, BodyBudget budget) {
        most = limits.maxBodySize().asLongValue();
        this.budget = budget;
    }

    /**
     * The whole body, empty where there is none; on the event loop of the request.
     *
     * @return fails with {@link Failure.Kind#TOO_LARGE} where there is more than the limit, with
     *     {@link Failure.Kind#TOO_MANY} where too much is being read at once, with {@link Failure.Kind#TOO_SLOW} where
     *     it drips, with {@link Failure.Kind#UNSUPPORTED} for an unknown content coding, and with
     *     {@link Failure.Kind#INVALID} where the client has gone or the body is not in its coding; the rest is not read
     *     then
     */
    public Future<Buffer> read(HttpServerRequest request) {
        try {
            BodyRead.checkIsThere(request);
            return request.isEnded()
                    ? Future.succeededFuture(Buffer.buffer())
                    : new BodyRead(request, most, budget).start();
        } catch (Failure refusal) {
            return Future.failedFuture(refusal);
        }
    }
}
