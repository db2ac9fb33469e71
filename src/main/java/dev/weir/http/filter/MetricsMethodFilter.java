package dev.weir.http.filter;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Keeps the metrics of requests to methods that HTTP has: a client may make up as many others as it likes. */
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
