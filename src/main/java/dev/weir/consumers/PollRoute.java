package dev.weir.consumers;

import dev.weir.http.EmbeddedFormat;
import dev.weir.http.MediaTypes;
import dev.weir.http.ResponseTypes;
import dev.weir.http.RouteResponses;
import dev.weir.http.access.Access;
import dev.weir.http.endpoint.Endpoint;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.http.endpoint.Exchange;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Polls a consumer instance: {@code GET /consumers/{group}/instances/{instance}/records}.
 *
 * <p>A route and not a resource, because a record counts as read only when the connection has taken it.
 */
@Singleton
class PollRoute implements EndpointHandler {

    private static final long LARGEST = 9_999_999_999L;

    private static final Endpoint ENDPOINT = Endpoint.get(
            "/consumers/{group}/instances/{instance}/records",
            ResponseTypes.ofRecords(List.of(
                    MediaTypes.RECORDS_JSON,
                    MediaTypes.RECORDS_BINARY,
                    MediaTypes.RECORDS_TEXT,
                    MediaTypes.JSON,
                    MediaTypes.CONTROL)),
            "timeout",
            "max_bytes");

    private final ConsumerInstances instances;
    private final ConsumersConfig config;
    private final RouteResponses answers;
    private final Access access;

    PollRoute(ConsumerInstances instances, ConsumersConfig config, RouteResponses answers, Access access) {
        this.instances = instances;
        this.config = config;
        this.answers = answers;
        this.access = access;
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    /** The instance's own; plain JSON is another name for the json format. */
    @Override
    public ResponseTypes responses(RoutingContext http) {
        var format = instances
                .find(access.caller(), http.pathParam("group"), http.pathParam("instance"))
                .format();
        List<String> types = new ArrayList<>(List.of(format.mediaType(), MediaTypes.CONTROL));
        if (format == EmbeddedFormat.JSON) {
            types.add(MediaTypes.JSON);
        }
        return ResponseTypes.ofRecords(types);
    }

    @Override
    public void handle(Exchange exchange) {
        var caller = access.caller();
        var instance = instances.find(caller, exchange.path("group"), exchange.path("instance"));
        var mediaType = exchange.mediaType().equals(MediaTypes.CONTROL)
                ? instance.format().mediaType()
                : exchange.mediaType();
        if (exchange.isHead()) {
            // A HEAD must not read records, which its client could not see.
            exchange.response().putHeader("Content-Type", mediaType).end();
            return;
        }
        var query = exchange.query();
        var timeout = query.number("timeout", LARGEST).map(Duration::ofMillis).orElse(instance.timeout());
        var poll = new HttpPollRequest(
                exchange,
                caller,
                answers,
                mediaType,
                Math.min(
                        query.number("max_bytes", LARGEST).orElse(Long.MAX_VALUE),
                        config.maxBytes().asLongValue()));
        exchange.onGone(() -> {
            poll.disconnect();
            instance.abandon(poll);
        });
        instance.poll(poll, timeout.compareTo(config.maxWait()) > 0 ? config.maxWait() : timeout);
    }
}
