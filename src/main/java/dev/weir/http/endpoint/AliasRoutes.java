package dev.weir.http.endpoint;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Map;

/** Answers probes and tools that know the addresses of other gateways as those of Quarkus answer. */
@ApplicationScoped
public class AliasRoutes {

    private static final int BEFORE_REST = 0;

    private static final Map<String, String> ALIASES = Map.of(
            "/healthy", "/q/health/live",
            "/ready", "/q/health/ready",
            "/metrics", "/q/metrics",
            "/openapi", "/q/openapi");

    /** The addresses that have others. */
    public static Collection<String> targets() {
        return ALIASES.values();
    }

    void register(@Observes Router router) {
        ALIASES.forEach((alias, address) ->
                router.get(alias).method(HttpMethod.HEAD).order(BEFORE_REST).handler(http -> answerAs(http, address)));
    }

    private static void answerAs(RoutingContext http, String address) {
        var query = http.request().query();
        http.reroute(query == null ? address : address + "?" + query);
    }
}
