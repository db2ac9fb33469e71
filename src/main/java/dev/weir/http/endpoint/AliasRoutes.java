package dev.weir.http.endpoint;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Map;

/** Reroutes the paths that probes and tools know from other gateways to those of Quarkus. */
@ApplicationScoped
public class AliasRoutes {

    private static final int BEFORE_REST = 0;

    private static final Map<String, String> ALIASES = Map.of(
            "/healthy", "/q/health/live",
            "/ready", "/q/health/ready",
            "/metrics", "/q/metrics",
            "/openapi", "/q/openapi");

    /** The paths of Quarkus that have an alias. */
    public static Collection<String> targets() {
        return ALIASES.values();
    }

    void register(@Observes Router router) {
        ALIASES.forEach((alias, target) ->
                router.get(alias).method(HttpMethod.HEAD).order(BEFORE_REST).handler(http -> reroute(http, target)));
    }

    private static void reroute(RoutingContext http, String target) {
        var query = http.request().query();
        http.reroute(query == null ? target : target + "?" + query);
    }
}
