package dev.weir.console.live;

import dev.weir.http.MediaTypes;
import dev.weir.http.ResponseTypes;
import dev.weir.http.access.Access;
import dev.weir.http.endpoint.Endpoint;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.http.endpoint.Exchange;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Responds with what changes, without end: {@code GET /console/feed}.
 *
 * <p>A route and not a resource, because the response has no end and must not be faster than its reader.
 */
@Singleton
class LiveRoute implements EndpointHandler {

    private static final Endpoint ENDPOINT = Endpoint.get(
            "/console/feed",
            ResponseTypes.of(List.of(MediaTypes.NDJSON)),
            "topics",
            "lanes",
            "group",
            "receipts",
            "dead_letters");

    private final LiveStreams streams;
    private final Access access;

    LiveRoute(LiveStreams streams, Access access) {
        this.streams = streams;
        this.access = access;
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    @Override
    public void handle(Exchange exchange) {
        var caller = access.caller();
        var request = LiveRequest.of(exchange.query(), caller);
        if (exchange.isHead()) {
            exchange.respondToHead();
        } else {
            streams.start(exchange, request, caller);
        }
    }
}
