package dev.weir.cluster.forward;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;

/** A request that was read to its end; one of HTTP/2 cannot be paused or resumed any more, and a proxy tries to. */
final class ReadRequest extends HttpServerRequestWrapper {

    ReadRequest(HttpServerRequest read) {
        super((HttpServerRequestInternal) read);
    }

    @Override
    public HttpServerRequest pause() {
        return this;
    }

    @Override
    public HttpServerRequest resume() {
        return this;
    }
}
