package dev.weir.violations.http;

import io.quarkus.vertx.http.runtime.filters.Filters;

class ChecksRoutes {

    void register(Filters filters) {}
}
