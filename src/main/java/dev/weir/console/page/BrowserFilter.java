package dev.weir.console.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Redirects a browser that opens {@code /} to the console.
 *
 * <p>Clients of the API ask for the version at the same address; a browser says that it wants a page.
 */
@ApplicationScoped
class BrowserFilter {

    /** After the filters that check host and origin, before CORS (300) and security. */
    private static final int AFTER_CHECKS = 1_000;

    private static final int SEE_OTHER = 303;

    private final boolean enabled;

    BrowserFilter(ConsoleConfig config) {
        enabled = config.enabled();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_CHECKS);
    }

    private void check(RoutingContext http) {
        var request = http.request();
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        if (enabled
                && request.method().equals(HttpMethod.GET)
                && "/".equals(request.path())
                && accept != null
                && accept.toLowerCase(Locale.ROOT).contains("text/html")) {
            redirect(http.response());
        } else {
            http.next();
        }
    }

    /** To a relative address, because a proxy may serve Weir below a path of its own. */
    static void redirect(HttpServerResponse response) {
        response.setStatusCode(SEE_OTHER)
                .putHeader(HttpHeaders.LOCATION, "console/")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.VARY, "Accept")
                .end();
    }
}
