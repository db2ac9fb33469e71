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
 * Refuses requests of pages that were served by somebody else, unless {@code quarkus.http.cors.origins} names them.
 *
 * <p>A browser sends many requests of a page without asking the server first, and hides only the answers; so by the
 * time CORS speaks, a record would be stored. It also tells where the page is from, and that decides here, before
 * anything is done.
 */
@ApplicationScoped
class OriginFilter {

    private static final Set<String> ELSEWHERE = Set.of("cross-site", "same-site");

    private final Set<String> allowed;
    private final List<Pattern> patterns;
    private final RouteResponses answers;

    OriginFilter(VertxHttpConfig config, RouteResponses answers) {
        var origins = config.cors().origins();
        allowed = Set.copyOf(origins.orElse(List.of()));
        patterns = CORSFilter.parseAllowedOriginsRegex(origins);
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.ORIGIN);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        var origins = request.headers().getAll("Origin");
        if (origins.isEmpty() ? isPartOfForeignPage(request) : !origins.stream().allMatch(o -> isOurs(o, request))) {
            answers.refuse(context.response(), foreign(origins.isEmpty() ? "of another site" : origins.get(0)));
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

    private boolean isOurs(String origin, HttpServerRequest request) {
        return allowed.contains("*")
                || allowed.contains(origin)
                || CORSFilter.isOriginAllowedByRegex(patterns, origin)
                || isSame(origin, request);
    }

    /** Whether scheme, host and port are those that the request itself came to. */
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

    /** An image or a script of a foreign page has no Origin, but says that it is no address somebody went to. */
    private static boolean isPartOfForeignPage(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null
                && ELSEWHERE.contains(site)
                && !("navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                        && request.method().equals(HttpMethod.GET));
    }
}
