package dev.weir.http.filter;

import dev.weir.http.MediaTypes;
import dev.weir.http.RouteResponses;
import dev.weir.http.body.BodyConfig;
import dev.weir.http.body.BodyReader;
import dev.weir.model.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Rejects requests whose Content-Length exceeds the limit, before a byte of the body is read.
 *
 * <p>{@link BodyReader} checks bodies without Content-Length. Quarkus's own limit responds with an empty body, and
 * would also end an NDJSON stream, whose length is not bounded because it is never in memory as a whole.
 */
@ApplicationScoped
class ContentLengthFilter {

    /** Before all routes. */
    private static final int PRIORITY = 1;

    private final long maxBytes;
    private final RouteResponses responses;

    ContentLengthFilter(BodyConfig limits, RouteResponses responses) {
        maxBytes = limits.maxBodySize().asLongValue();
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var headers = context.request().headers();
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length != null
                && Long.parseLong(length) > maxBytes
                && !MediaTypes.isNdjson(headers.get(HttpHeaders.CONTENT_TYPE))) {
            responses.refuseAndClose(
                    context.request(),
                    Failure.of(
                            Failure.Kind.TOO_LARGE,
                            "The body has %s bytes and the limit is %d (weir.http.max-body-size)"
                                    .formatted(length, maxBytes)));
        } else {
            context.next();
        }
    }
}
