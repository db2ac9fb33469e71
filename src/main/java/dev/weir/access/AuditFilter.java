package dev.weir.access;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.access.rule.RouteRights;
import dev.weir.http.HttpStatuses;
import dev.weir.http.endpoint.Exchange;
import dev.weir.http.filter.FilterOrder;
import dev.weir.reading.Stopwatch;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands each request to the audit trail when it has ended, whatever has refused it. */
@Singleton
class AuditFilter {

    /** Where in the data of a request its route stands. */
    private static final String MATCH = AuditFilter.class.getName();

    private final AuditTrail trail;
    private final Callers callers;
    private final Ticker ticker;

    AuditFilter(AuditTrail trail, Callers callers, Ticker ticker) {
        this.trail = trail;
        this.callers = callers;
        this.ticker = ticker;
    }

    void register(@Observes Filters filters) {
        if (callers.isEnforced()) {
            filters.register(
                    http -> {
                        follow(http);
                        http.next();
                    },
                    FilterOrder.AUDIT);
        }
    }

    /** Remembers the route of a request that is not open to all. */
    static void note(RoutingContext http, RouteRights.Match match) {
        http.put(MATCH, match);
    }

    /** Has a request written down, if it is one for the trail, when it has ended. */
    void follow(RoutingContext http) {
        var sinceStart = new Stopwatch(ticker);
        var ended = new AtomicBoolean();
        // Vert.x calls the first for each complete response, the second when the client disconnects before.
        http.addBodyEndHandler(sent -> end(http, sinceStart, ended));
        http.addEndHandler(over -> end(http, sinceStart, ended));
    }

    private void end(RoutingContext http, Stopwatch sinceStart, AtomicBoolean ended) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        RouteRights.Match match = http.get(MATCH);
        int status = Exchange.refusal(http)
                .map(refusal -> HttpStatuses.of(refusal.kind()))
                .orElse(http.response().getStatusCode());
        if (trail.records(match == null ? null : match.entry().requirement().action(), status)) {
            trail.write(http, match == null ? find(http) : match, status, sinceStart.elapsed());
        }
    }

    /** Filters refuse a request before its route is looked for. */
    private static RouteRights.Match find(RoutingContext http) {
        return RouteRights.find(http.request().method().name(), http.normalizedPath())
                .orElse(null);
    }
}
