package dev.weir.cluster.forward;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;

/** The headers of a client's request that another node needs. */
final class RequestHeaders {

    /** Headers that are about the connection of the client, and were checked here. */
    static final Set<String> OF_THE_CONNECTION = Set.of(
            "forwarded",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-forwarded-path",
            "x-forwarded-prefix",
            "x-forwarded-for",
            "origin",
            "sec-fetch-site",
            "sec-fetch-mode",
            "sec-fetch-dest");

    /** Headers that a request of this node's own has itself, or that are about one hop. */
    private static final Set<String> OF_ONE_REQUEST = Set.of(
            "host",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "content-length",
            "content-encoding",
            "content-type",
            "accept",
            "accept-encoding",
            "last-event-id");

    private RequestHeaders() {}

    /** Copies what another node needs to answer the same client, its credentials above all. */
    static void copy(HttpServerRequest from, MultiMap to) {
        from.headers().forEach((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(lower) && !OF_ONE_REQUEST.contains(lower)) {
                to.add(name, value);
            }
        });
    }
}
