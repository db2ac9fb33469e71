package dev.weir.http.filter;

import dev.weir.http.PercentEncoding;
import dev.weir.http.QueryParameters;
import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Rejects malformed request targets before any part of them is decoded.
 *
 * <p>A lenient decoder returns other characters than the client sent, and two names become one. Paths must be UTF-8;
 * the values of some query parameters may be any bytes, see {@link QueryParameters}.
 */
@ApplicationScoped
class PathFilter {

    private static final char FIRST_PRINTABLE = '!';
    private static final char LAST_PRINTABLE = '~';

    private final RouteResponses responses;

    PathFilter(RouteResponses responses) {
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.ADDRESS);
    }

    private void check(RoutingContext context) {
        try {
            check(context.request().uri(), context.request().path());
        } catch (Failure malformed) {
            responses.refuse(context.response(), malformed);
            return;
        }
        context.next();
    }

    /**
     * Checks a request target.
     *
     * @param uri as it was sent, with a character for each byte
     * @param path its path
     * @throws Failure {@link Failure.Kind#INVALID} with the position of what is invalid
     */
    static void check(String uri, String path) {
        for (int i = 0; i < uri.length(); i++) {
            char at = uri.charAt(i);
            if (at < FIRST_PRINTABLE || at > LAST_PRINTABLE) {
                throw malformed("the byte at position %d is not ASCII and must be percent-encoded, as %%%02X"
                        .formatted(i, (int) at));
            }
        }
        try {
            // Quarkus has the same check, which Weir disables to respond with its error body.
            new URI(uri);
        } catch (URISyntaxException wrong) {
            throw malformed(
                    wrong.getReason().startsWith("Malformed escape pair")
                            ? "the %% at position %d is not followed by two hexadecimal digits; %% itself is written %%25"
                                    .formatted(wrong.getIndex())
                            : "the character at position %d cannot stand there and must be percent-encoded"
                                    .formatted(wrong.getIndex()));
        }
        if (path != null && path.indexOf('%') >= 0) {
            PercentEncoding.text(path, "The path of the address");
        }
    }

    private static Failure malformed(String what) {
        return Failure.invalid("The address is malformed: " + what);
    }
}
