package dev.weir.testing;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;

/** Holds requests that ask for it until their client has gone, as a live reload of dev mode can. */
@ApplicationScoped
public class HeldRequests {

    /** Whose requests are held. */
    public static final String HEADER = "X-Test-Hold";

    /** After Weir's own filters, which check the client. */
    private static final int PRIORITY = 10;

    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong released = new AtomicLong();

    void register(@Observes Filters filters) {
        filters.register(this::hold, PRIORITY);
    }

    private void hold(RoutingContext context) {
        if (context.request().getHeader(HEADER) == null) {
            context.next();
            return;
        }
        context.response().closeHandler(gone -> context.vertx().runOnContext(now -> {
            waiting.decrementAndGet();
            context.next();
            released.incrementAndGet();
        }));
        waiting.incrementAndGet();
    }

    /** How many are held now. */
    public long waiting() {
        return waiting.get();
    }

    /** The number of requests that continued after their client disconnected. */
    public long released() {
        return released.get();
    }
}
