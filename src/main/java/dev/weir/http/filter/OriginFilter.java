package dev.weir.http.filter;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects requests of web pages from other origins, unless {@code quarkus.http.cors.origins} names them.
 *
 * <p>Browsers send many cross-origin requests without a preflight and only hide the response; when CORS is checked, a
 * record would be stored already. But they also send the origin of the page, which is checked here before the request
 * is processed.
 */
@ApplicationScoped
class OriginFilter {

    private static final Set<String> FOREIGN_SITES = Set.of("cross-site", "same-site");

    private final Set<String> allowed;
    private final List<Pattern> patterns;
    private final RouteResponses responses;

    OriginFilter(VertxHttpConfig config, RouteResponses responses) {
        var origins = config.cors().origins();
        allowed = Set.copyOf(origins.orElse(List.of()));
        patterns = CORSFilter.parseAllowedOriginsRegex(origins);
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.ORIGIN);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        var origins = request.headers().getAll("Origin");
        if (origins.isEmpty() ? isPartOfForeignPage(request) : !origins.stream().allMatch(o -> isAllowed(o, request))) {
            responses.refuse(context.response(), foreign(origins.isEmpty() ? "of another site" : origins.get(0)));
        } else {
            context.next();
        }
    }

    private static Failure foreign(String origin) {
        return Failure.of(
                Failure.Kind.FORBIDDEN,
                "Pages from the origin '%s' may not use Weir; the setting quarkus.http.cors.origins names those that may"
                        .formatted(Printable.of(origin)));
    }

    private boolean isAllowed(String origin, HttpServerRequest request) {
        return allowed.contains("*")
                || allowed.contains(origin)
                || CORSFilter.isOriginAllowedByRegex(patterns, origin)
                || isSame(origin, request);
    }

    /** Whether scheme, host and port are those of the request. */
    private static boolean isSame(String origin, HttpServerRequest request) {
        var authority = request.authority();
        if (authority == null) {
            return false;
        }
        var scheme = request.scheme();
        var own = scheme + "://" + authority.host() + port(scheme, authority.port());
        return own.toLowerCase(Locale.ROOT).equals(withoutDefaultPort(origin.toLowerCase(Locale.ROOT)));
    }

    private static String port(String scheme, int port) {
        return port <= 0 || port == defaultPort(scheme) ? "" : ":" + port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static String withoutDefaultPort(String origin) {
        var suffix = ":" + defaultPort(origin.startsWith("https:") ? "https" : "http");
        return origin.endsWith(suffix) ? origin.substring(0, origin.length() - suffix.length()) : origin;
    }

    /** Requests for images and scripts have no Origin; the browser marks them as cross-site and as no navigation. */
    private static boolean isPartOfForeignPage(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null
                && FOREIGN_SITES.contains(site)
                && !("navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                        && request.method().equals(HttpMethod.GET));
    }
}
