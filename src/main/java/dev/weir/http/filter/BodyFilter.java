package dev.weir.http.filter;

import dev.weir.http.ErrorBody;
import dev.weir.http.RouteResponses;
import dev.weir.http.body.BodyReader;
import dev.weir.http.endpoint.RouteTable;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Reads request bodies for resources instead of the REST layer, which has no bound over all connections, does not
 * decode content codings, and accepts a body without Content-Type as any type.
 */
class BodyFilter {

    private static final Set<String> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final BodyReader bodies;
    private final RouteTable routes;

    BodyFilter(BodyReader bodies, RouteTable routes) {
        this.bodies = bodies;
        this.routes = routes;
    }

    @ServerRequestFilter
    void read(ResteasyReactiveContainerRequestContext rest, HttpServerRequest request) {
        if (!WITH_BODY.contains(rest.getMethod())) {
            return;
        }
        boolean typed = isTyped(request);
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (!typed && length != null && Long.parseLong(length) > 0) {
            // Browsers send this for pages of any origin without a CORS preflight.
            throw untyped(request);
        }
        rest.suspend();
        bodies.read(request)
                .onSuccess(body -> {
                    if (!typed && body.length() > 0) {
                        rest.resume(untyped(request));
                        return;
                    }
                    rest.setEntityStream(new ByteArrayInputStream(body.getBytes()));
                    rest.resume();
                })
                .onFailure(refusal -> {
                    RouteResponses.closeAfter(request);
                    rest.resume(refusal);
                });
    }

    private NotSupportedException untyped(HttpServerRequest request) {
        var consumed = RouteTable.of(routes.at(request.path()), request.method().name())
                .map(entry -> RouteTable.consumed(entry.resource()))
                .orElse(List.of());
        return new NotSupportedException(ErrorBody.unsupportedType(consumed));
    }

    private static boolean isTyped(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && !type.isBlank();
    }
}
