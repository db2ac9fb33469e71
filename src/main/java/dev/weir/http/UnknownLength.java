package dev.weir.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HttpMethod;
import java.io.ByteArrayInputStream;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Reads bodies that do not say their length before the REST layer does, which would read them without end. */
class UnknownLength {

    private static final Set<String> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final Bodies bodies;

    UnknownLength(Bodies bodies) {
        this.bodies = bodies;
    }

    @ServerRequestFilter
    void read(ResteasyReactiveContainerRequestContext rest, HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.CONTENT_LENGTH) || !WITH_BODY.contains(rest.getMethod())) {
            return;
        }
        rest.suspend();
        bodies.read(request)
                .onSuccess(body -> {
                    rest.setEntityStream(new ByteArrayInputStream(body.getBytes()));
                    rest.resume();
                })
                .onFailure(refusal -> {
                    PlainAnswers.closeAfter(request);
                    rest.resume(refusal);
                });
    }
}
