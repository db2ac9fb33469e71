package dev.weir.http.endpoint;

import dev.weir.http.MediaTypes;
import dev.weir.http.ResponseTypes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Responds with the version to {@code GET /}, in the field that clients of Kafka REST gateways read.
 *
 * <p>A route and not a resource: the REST layer would match a resource at the root against every path.
 */
@Singleton
class VersionRoute implements EndpointHandler {

    private static final Endpoint ENDPOINT = Endpoint.get("/", ResponseTypes.fixed(MediaTypes.CONTROL));

    private final Map<String, String> version;

    VersionRoute(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = Map.of("bridge_version", version);
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.respond(version);
    }
}
