package dev.weir.http.filter;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Rejects paths with a segment {@code .} or {@code ..}, encoded or not.
 *
 * <p>The router would resolve it to another path: a record for a topic {@code .} would become one for a topic
 * {@code records}.
 */
@ApplicationScoped
class DotSegmentsFilter {

    private static final int PRIORITY = 2;
    private static final Pattern DOTS = Pattern.compile("/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

    private final RouteResponses responses;

    DotSegmentsFilter(RouteResponses responses) {
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        if (DOTS.matcher(context.request().path()).find()) {
            responses.refuse(
                    context.response(),
                    Failure.invalid("The address has a segment . or .., which is the name of nothing, not of a topic"));
        } else {
            context.next();
        }
    }
}
