package dev.weir.http;

import dev.weir.model.Failure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells the version at {@code GET /}, under the name that clients of Kafka REST gateways look for.
 *
 * <p>A route and no resource: a resource at the root would be asked about every address.
 */
@ApplicationScoped
class VersionRoute {

    /** Before the REST layer, which knows nothing at the root. */
    private static final int BEFORE_REST = 0;

    private final String version;
    private final RouteResponses answers;

    VersionRoute(@ConfigProperty(name = "quarkus.application.version") String version, RouteResponses answers) {
        this.version = version;
        this.answers = answers;
    }

    void register(@Observes Router router) {
        router.get("/").method(HttpMethod.HEAD).order(BEFORE_REST).handler(this::tell);
    }

    private void tell(RoutingContext http) {
        try {
            DeclaresQueryParameters.check(new QueryParameters(http.request().query()).names(), Set.of());
            http.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.CONTROL)
                    .end(new JsonObject().put("bridge_version", version).encode());
        } catch (Failure refusal) {
            answers.refuse(http.response(), refusal);
        }
    }
}
