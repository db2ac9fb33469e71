package dev.weir.http;

import dev.weir.model.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses bodies in a transfer encoding other than chunked, and closes their connection.
 *
 * <p>Nobody knows where such a body ends, so what follows it could be read as a request that nobody has sent.
 */
@ApplicationScoped
class TransferEncodings {

    /** Before all routes, and before the length of the body is looked at. */
    private static final int PRIORITY = 3;

    private final PlainAnswers answers;

    TransferEncodings(PlainAnswers answers) {
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var encodings = context.request().headers().getAll("Transfer-Encoding");
        if (encodings.isEmpty() || (encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked"))) {
            context.next();
        } else {
            answers.refuseAndClose(
                    context.request(),
                    Failure.invalid("The Transfer-Encoding of a body is chunked or none, and is said once"));
        }
    }
}
