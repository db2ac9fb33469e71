package dev.weir.http.endpoint;

import dev.weir.http.ResponseTypes;
import io.vertx.ext.web.RoutingContext;

/** Handles the requests of one {@link Endpoint}. Every bean of this type is registered. */
public interface EndpointHandler {

    /** The declaration, always the same. */
    Endpoint endpoint();

    /**
     * The media types that this request can have in its response; all that are declared, unless overridden.
     *
     * @throws dev.weir.model.Failure where the path names something that does not exist
     */
    default ResponseTypes responses(RoutingContext http) {
        return endpoint().responses();
    }

    /**
     * Handles a request that matches the declaration, on its event loop.
     *
     * @throws dev.weir.model.Failure to refuse the request
     */
    void handle(Exchange exchange);
}
