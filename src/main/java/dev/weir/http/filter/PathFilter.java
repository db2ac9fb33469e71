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
 * Refuses addresses that are malformed, before any part of one is decoded.
 *
 * <p>A decoder that goes on regardless gives other characters than were sent, and two names become one. In the path no
 * name that Weir knows is anything but UTF-8; a query value may be any bytes, see {@link QueryParameters}.
 */
@ApplicationScoped
class PathFilter {

    private static final char FIRST_PRINTABLE = '!';
    private static final char LAST_PRINTABLE = '~';

    private final RouteResponses answers;

    PathFilter(RouteResponses answers) {
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.ADDRESS);
    }

    private void check(RoutingContext context) {
        try {
            check(context.request().uri(), context.request().path());
        } catch (Failure malformed) {
            answers.refuse(context.response(), malformed);
            return;
        }
        context.next();
    }

    /**
     * Refuses what is no address.
     *
     * @param uri as it stands in the request, a character for each byte
     * @param path the part of it that names something
     * @throws Failure {@link Failure.Kind#INVALID} with the place of what is wrong
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
            // What Quarkus checks by itself too, where it has not been told to leave it to us.
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
