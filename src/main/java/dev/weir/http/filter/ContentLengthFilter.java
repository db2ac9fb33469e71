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
 * Refuses bodies that are over the limit by their own word, before a byte of them is read, with an answer that names
 * it.
 *
 * <p>Those that do not say their length are {@link BodyReader}' business. Quarkus has a limit of its own, which answers
 * with an empty body and would also end a stream of lines, whose length has no bound because it is never held as a
 * whole.
 */
@ApplicationScoped
class ContentLengthFilter {

    /** Before all routes. */
    private static final int PRIORITY = 1;

    private final long most;
    private final RouteResponses answers;

    ContentLengthFilter(BodyConfig limits, RouteResponses answers) {
        most = limits.maxBodySize().asLongValue();
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var headers = context.request().headers();
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length != null
                && Long.parseLong(length) > most
                && !MediaTypes.isNdjson(headers.get(HttpHeaders.CONTENT_TYPE))) {
            answers.refuseAndClose(
                    context.request(),
                    Failure.of(
                            Failure.Kind.TOO_LARGE,
                            "The body has %s bytes and the limit is %d (weir.http.max-body-size)"
                                    .formatted(length, most)));
        } else {
            context.next();
        }
    }
}
