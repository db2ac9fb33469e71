package dev.weir.http.endpoint;

import dev.weir.http.QueryParameters;
import dev.weir.http.RouteResponses;
import dev.weir.http.body.BodyReader;
import dev.weir.http.endpoint.Endpoint.Body;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Registers every {@link Endpoint} and checks its requests: first {@code Accept}, then the body, then the query.
 *
 * <p>The filters of the REST layer do the same checks, with the same classes, for resources.
 */
@Singleton
public class Endpoints {

    /** Before the REST layer, which has resources for other methods of the same paths. */
    private static final int BEFORE_REST = 1;

    /** Before an endpoint of the same path that reads any media type. */
    private static final int LINES = 0;

    private final Instance<EndpointHandler> handlers;
    private final BodyReader bodies;
    private final RouteResponses responses;

    Endpoints(@Any Instance<EndpointHandler> handlers, BodyReader bodies, RouteResponses responses) {
        this.handlers = handlers;
        this.bodies = bodies;
        this.responses = responses;
    }

    void register(@Observes Router router) {
        handlers.forEach(handler -> register(router, handler));
    }

    private void register(Router router, EndpointHandler handler) {
        var endpoint = handler.endpoint();
        var route = router.route(
                        endpoint.method(), endpoint.path().replace("{", ":").replace("}", ""))
                .order(endpoint.body() == Body.LINES ? LINES : BEFORE_REST)
                .handler(http -> handle(http, handler));
        if (endpoint.method().equals(HttpMethod.GET)) {
            route.method(HttpMethod.HEAD);
        }
    }

    /** Checks a request whose path and method are those of an endpoint, and calls its handler. */
    public void handle(RoutingContext http, EndpointHandler handler) {
        var endpoint = handler.endpoint();
        if (!endpoint.matches(http.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            http.next();
            return;
        }
        try {
            var types = handler.responses(http);
            var mediaType = types.choose(http.request());
            if (mediaType.isEmpty()) {
                responses.refuseType(http.response(), types.names());
            } else {
                readBody(http, endpoint, handler, mediaType.get());
            }
        } catch (Failure refusal) {
            responses.refuse(http.response(), refusal);
        }
    }

    private void readBody(RoutingContext http, Endpoint endpoint, EndpointHandler handler, String mediaType) {
        switch (endpoint.body()) {
            case NONE -> call(http, endpoint, handler, mediaType, null);
            case WHOLE ->
                bodies.read(http.request())
                        .onSuccess(body -> call(http, endpoint, handler, mediaType, body))
                        .onFailure(thrown -> refuseBody(http, thrown));
            case LINES -> {
                http.request().pause();
                call(http, endpoint, handler, mediaType, null);
            }
        }
    }

    private void refuseBody(RoutingContext http, Throwable thrown) {
        if (thrown instanceof Failure refusal) {
            responses.refuseAndClose(http.request(), refusal);
        } else {
            http.fail(thrown);
        }
    }

    private void call(RoutingContext http, Endpoint endpoint, EndpointHandler handler, String mediaType, Buffer body) {
        try {
            var query = new QueryParameters(http.request().query());
            query.check(endpoint.query());
            handler.handle(new Exchange(http, query, mediaType, body, responses));
        } catch (Failure refusal) {
            responses.refuse(http.response(), refusal);
        } catch (RuntimeException defect) {
            // A body is read outside of the router's own handling of exceptions.
            http.fail(defect);
        }
    }
}
