package dev.weir.http.filter;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Refuses messages that a proxy in front could have read otherwise, and closes their connection.
 *
 * <p>Nobody knows where such a message ends or whom it is for, so what follows it could be read as a request that
 * nobody has sent. See RATIONALE.md, "Ambiguous messages are rejected".
 */
@ApplicationScoped
class AmbiguousMessageFilter {

    private final RouteResponses answers;

    AmbiguousMessageFilter(RouteResponses answers) {
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.MESSAGE);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        // No browser is to guess what an answer is, an error included.
        context.response().putHeader("X-Content-Type-Options", "nosniff");
        if (context.response().closed()) {
            // The client has gone before its request was looked at; it is not carried out.
            return;
        }
        problem(request)
                .ifPresentOrElse(problem -> answers.refuseMessage(request, Failure.invalid(problem)), context::next);
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
        if (request.headers().getAll("Host").size() > 1) {
            return Optional.of("The request has more than one Host header");
        }
        if (request.headers().getAll("Content-Length").size() > 1) {
            return Optional.of("The request has more than one Content-Length header");
        }
        return Optional.empty();
    }
}
