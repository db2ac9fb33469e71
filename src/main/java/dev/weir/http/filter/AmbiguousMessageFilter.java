package dev.weir.http.filter;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/**
 * Rejects messages that a proxy could have parsed differently, and closes their connection.
 *
 * <p>The end of such a message is unknown, so the bytes after it could be parsed as a request that no client has sent
 * (request smuggling). See RATIONALE.md, "Ambiguous messages are rejected".
 */
@ApplicationScoped
class AmbiguousMessageFilter {

    /** A proxy that takes another one of several would see another host, another end, or another client. */
    private static final List<String> ONCE = List.of("Host", "Content-Length", "Authorization", "X-API-Key");

    private final RouteResponses responses;

    AmbiguousMessageFilter(RouteResponses responses) {
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.MESSAGE);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        forbidGuessing(context.response());
        if (context.response().closed()) {
            // The client has disconnected, and its request is not processed.
            return;
        }
        problem(request)
                .ifPresentOrElse(problem -> responses.refuseMessage(request, Failure.invalid(problem)), context::next);
    }

    /** Browsers must not guess the media type of any response. */
    static void forbidGuessing(HttpServerResponse response) {
        response.putHeader("X-Content-Type-Options", "nosniff");
    }

    private static Optional<String> problem(HttpServerRequest request) {
        if (request.version() == null) {
            return Optional.of("The version of HTTP is not one that Weir speaks; it speaks 1.0, 1.1 and 2");
        }
        var encodings = request.headers().getAll("Transfer-Encoding");
        if (!encodings.isEmpty() && (encodings.size() > 1 || !encodings.get(0).equalsIgnoreCase("chunked"))) {
            return Optional.of("The Transfer-Encoding of a body is chunked or none, and is said once");
        }
        if (!encodings.isEmpty() && request.version() == HttpVersion.HTTP_1_0) {
            return Optional.of("HTTP/1.0 has no Transfer-Encoding");
        }
        for (var header : ONCE) {
            if (request.headers().getAll(header).size() > 1) {
                return Optional.of("The request has more than one %s header".formatted(header));
            }
        }
        return Optional.empty();
    }
}
