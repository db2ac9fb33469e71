package dev.weir.http.filter;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.QueryParameters;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Rejects unknown query parameters of requests to a {@link DeclaresQueryParameters} resource. */
class QueryParameterFilter {

    private final Instance<DeclaresQueryParameters> resources;

    QueryParameterFilter(@Any Instance<DeclaresQueryParameters> resources) {
        this.resources = resources;
    }

    @ServerRequestFilter
    void check(SimpleResourceInfo endpoint, HttpServerRequest request) {
        var given = new QueryParameters(request.query());
        if (!given.isEmpty() && DeclaresQueryParameters.class.isAssignableFrom(endpoint.getResourceClass())) {
            var resource = resources
                    .select(endpoint.getResourceClass().asSubclass(DeclaresQueryParameters.class))
                    .get();
            given.check(resource.query(endpoint.getMethodName()));
            given.checkText(resource.bytes());
        }
    }
}
