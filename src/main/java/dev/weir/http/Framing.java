package dev.weir.http;

import dev.weir.model.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses bodies of which it is not plain where they end.
 *
 * <p>The server takes an unknown {@code Transfer-Encoding} for no body at all, and what follows for the next request. A
 * proxy may see it otherwise, and then a request can be smuggled past it.
 */
@ApplicationScoped
class Framing {

    /** Before all that looks at the body. */
    private static final int PRIORITY = 3;

    private final PlainAnswers answers;

    Framing(PlainAnswers answers) {
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var encodings = context.request().headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (encodings.isEmpty() || (encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked"))) {
            context.next();
        } else {
            answers.refuseAndClose(context.request(), Failure.invalid("Transfer-Encoding can only be chunked here"));
        }
    }
}
