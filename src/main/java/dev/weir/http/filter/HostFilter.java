package dev.weir.http.filter;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses requests for hosts that Weir is not.
 *
 * <p>A page whose name has been pointed at this machine's address (DNS rebinding) is of the same origin to its browser,
 * and only the Host tells that it is somebody else's.
 */
@ApplicationScoped
class HostFilter {

    /** A name or an address, and perhaps a port. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9a-fA-F:.]+]|[^\\[\\]:/?#@\\s]+)(:\\d{0,5})?");

    private final AllowedHosts allowed;
    private final RouteResponses answers;

    HostFilter(
            HostConfig config, @ConfigProperty(name = "quarkus.http.host") String listening, RouteResponses answers) {
        allowed = AllowedHosts.of(config.allowedHosts(), listening);
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.HOST);
    }

    private void check(RoutingContext context) {
        try {
            authorities(context.request()).forEach(this::check);
        } catch (Failure foreign) {
            answers.refuseAndClose(context.request(), foreign);
            return;
        }
        context.next();
    }

    /**
     * Wherever a client can say whom it means: the header, HTTP/2's own field, and an address that begins with http.
     */
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

    private void check(String authority) {
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
    }
}
