package dev.weir.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Holds every request to a {@link KnownQuery} resource to the query parameters it knows. */
class QueryCheck {

    private final Instance<KnownQuery> resources;

    QueryCheck(@Any Instance<KnownQuery> resources) {
        this.resources = resources;
    }

    @ServerRequestFilter
    void check(SimpleResourceInfo endpoint, UriInfo uri) {
        if (!uri.getQueryParameters().isEmpty() && KnownQuery.class.isAssignableFrom(endpoint.getResourceClass())) {
            var resource = resources
                    .select(endpoint.getResourceClass().asSubclass(KnownQuery.class))
                    .get();
            KnownQuery.check(uri.getQueryParameters().keySet(), resource.query(endpoint.getMethodName()));
        }
    }
}
