package dev.weir.http.filter;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Drops metrics of requests with unknown methods, of which a client could invent any number. */
class MetricsMethodFilter {

    private static final String REQUESTS = "http.server.requests";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    @Produces
    @Singleton
    static MeterFilter filter() {
        return MeterFilter.deny(
                meter -> meter.getName().equals(REQUESTS) && !METHODS.contains(String.valueOf(meter.getTag("method"))));
    }
}
