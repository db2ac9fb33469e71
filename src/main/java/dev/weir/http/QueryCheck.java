package dev.weir.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Holds every request to a {@link KnownQuery} resource to the query parameters it knows. */
class QueryCheck {

    private final Instance<KnownQuery> resources;

    QueryCheck(@Any Instance<KnownQuery> resources) {
        this.resources = resources;
    }

    @ServerRequestFilter
    void check(SimpleResourceInfo endpoint, HttpServerRequest request) {
        var given = new QueryParameters(request.query());
        if (!given.names().isEmpty() && KnownQuery.class.isAssignableFrom(endpoint.getResourceClass())) {
            var resource = resources
                    .select(endpoint.getResourceClass().asSubclass(KnownQuery.class))
                    .get();
            KnownQuery.check(given.names(), resource.query(endpoint.getMethodName()));
            given.checkText(resource.bytes());
        }
    }
}
