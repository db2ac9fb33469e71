package dev.weir.http.filter;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Rejects requests for hosts that are not {@link AllowedHosts}.
 *
 * <p>For a page whose host name resolves to Weir's address (DNS rebinding), the browser sees the same origin; only the
 * Host header shows that the page is foreign.
 */
@Singleton
class HostFilter {

    /** A name or an address, with or without a port. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9a-fA-F:.]+]|[^\\[\\]:/?#@\\s]+)(:\\d{0,5})?");

    /** Clients of a Weir know it by few names; others are checked each time. */
    private static final int MAX_ACCEPTED = 100;

    private final AllowedHosts allowed;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final RouteResponses responses;

    HostFilter(
            HostConfig config,
            @ConfigProperty(name = "quarkus.http.host") String listening,
            @ConfigProperty(name = "weir.cluster.url") Optional<URI> node,
            RouteResponses responses) {
        allowed = AllowedHosts.of(config.allowedHosts(), listening);
        // Where the other nodes find this one.
        node.map(URI::getHost).ifPresent(allowed::add);
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.HOST);
    }

    private void check(RoutingContext context) {
        try {
            authorities(context.request()).forEach(this::check);
        } catch (Failure foreign) {
            responses.refuseAndClose(context.request(), foreign);
            return;
        }
        context.next();
    }

    /** All hosts that a request names: in the header, in HTTP/2's pseudo-header, and in an absolute request target. */
    private static List<String> authorities(HttpServerRequest request) {
        List<String> authorities = new ArrayList<>(request.headers().getAll("Host"));
        if (request.version() == HttpVersion.HTTP_2 && request.authority() != null) {
            authorities.add(request.authority().toString());
        }
        if (!request.uri().startsWith("/") && !request.uri().equals("*")) {
            authorities.add(URI.create(request.uri()).getRawAuthority());
        }
        return authorities;
    }

    /** Whether a {@code Host} header, with its port, was accepted before. */
    boolean hasAccepted(String authority) {
        return accepted.contains(authority);
    }

    private void check(String authority) {
        if (authority != null && hasAccepted(authority)) {
            return;
        }
        var parts = authority == null ? null : AUTHORITY.matcher(authority);
        if (parts == null || !parts.matches()) {
            throw Failure.invalid(
                    "'%s' is not a host with or without a port".formatted(Printable.of(String.valueOf(authority))));
        }
        if (!allowed.allow(parts.group("host"))) {
            throw Failure.of(
                    Failure.Kind.MISDIRECTED,
                    "Weir does not answer to the host '%s'; it answers to %s. The setting weir.http.allowed-hosts names others"
                            .formatted(Printable.of(parts.group("host")), allowed));
        }
        if (accepted.size() < MAX_ACCEPTED) {
            accepted.add(authority);
        }
    }
}
