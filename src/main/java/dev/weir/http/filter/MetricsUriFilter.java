package dev.weir.http.filter;

import dev.weir.http.endpoint.AliasRoutes;
import dev.weir.http.endpoint.RouteTable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sets the path template that a request is counted under, before any filter can reject the request.
 *
 * <p>The metrics would use the path itself for every rejected request, each a series of its own, until there are
 * {@code max-uri-tags} of them and no further path is counted.
 */
@ApplicationScoped
class MetricsUriFilter {

    /** Before everything else. */
    private static final int PRIORITY = 10_000;

    /** The key that Quarkus's metrics read. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final String UNKNOWN = "/UNKNOWN";

    private final RouteTable routes;
    private final Set<String> ofQuarkus;

    MetricsUriFilter(RouteTable routes) {
        this.routes = routes;
        ofQuarkus = new HashSet<>(List.of("/q/health", "/q/health/started"));
        ofQuarkus.addAll(AliasRoutes.targets());
    }

    void register(@Observes Filters filters) {
        filters.register(this::name, PRIORITY);
    }

    private void name(RoutingContext http) {
        count(http, template(http.request().path()));
        http.next();
    }

    /** Has a request counted under a path template. */
    static void count(RoutingContext http, String template) {
        ((HttpServerRequestInternal) http.request()).context().putLocal(TEMPLATE, template);
    }

    private String template(String path) {
        if (path == null) {
            return UNKNOWN;
        }
        if (ofQuarkus.contains(path)) {
            return path;
        }
        return routes.at(path).stream()
                .findFirst()
                .map(RouteTable.Entry::template)
                .map(template -> template.isEmpty() ? "/" : template)
                .orElse(UNKNOWN);
    }
}
