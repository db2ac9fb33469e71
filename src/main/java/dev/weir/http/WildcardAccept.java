package dev.weir.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Spells out what {@code Accept: application/*} stands for here.
 *
 * <p>Where an address has several types of answer to offer, the REST layer would take it for
 * {@code application/octet-stream} and write an object's {@code toString}.
 */
@ApplicationScoped
class WildcardAccept {

    private static final int PRIORITY = 1;
    private static final Pattern WILDCARD = Pattern.compile("application/\\*([^,]*)", Pattern.CASE_INSENSITIVE);
    private static final String SPELLED_OUT = MediaTypes.CONTROL + "$1, " + MediaTypes.JSON + "$1";

    void register(@Observes Filters filters) {
        filters.register(this::spellOut, PRIORITY);
    }

    private void spellOut(RoutingContext context) {
        var headers = context.request().headers();
        var accept = headers.get(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains("*")) {
            headers.set(HttpHeaders.ACCEPT, WILDCARD.matcher(accept).replaceAll(SPELLED_OUT));
        }
        context.next();
    }
}
