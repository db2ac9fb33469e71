package dev.weir.stream;

import dev.weir.http.RouteResponses;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.http.endpoint.Endpoint;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.http.endpoint.Exchange;
import dev.weir.kafka.KafkaFailures;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads a topic without a consumer group: {@code GET /topics/{topic}/records}.
 *
 * <p>A route and not a resource, because the response may have no end and must not be faster than its reader.
 */
@Singleton
class StreamRoute implements EndpointHandler {

    private static final Endpoint ENDPOINT = Endpoint.get(
            "/topics/{topic}/records",
            StreamRequestParser.RESPONSES,
            "partition",
            "offset",
            "from",
            "limit",
            "key",
            "where",
            "format",
            "follow",
            "lossy",
            "max_value",
            "internal");

    private final Streams streams;
    private final StreamRanges ranges;
    private final RouteResponses answers;
    private final Access access;

    StreamRoute(Streams streams, StreamRanges ranges, RouteResponses answers, Access access) {
        this.streams = streams;
        this.ranges = ranges;
        this.answers = answers;
        this.access = access;
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    @Override
    public void handle(Exchange exchange) {
        var request = new StreamRequestParser(exchange).read(exchange.mediaType());
        if (exchange.isHead()) {
            // The response begins as it would for a GET, and no record is read.
            exchange.respondTo(ranges.of(request), KafkaFailures::ofRead, found -> exchange.respondToHead());
        } else {
            var caller = access.caller();
            streams.enter(caller);
            begin(exchange, request, caller);
        }
    }

    /** Rejects an invalid request with a status, before the response begins. */
    private void begin(Exchange exchange, StreamRequest request, Caller caller) {
        var context = exchange.context();
        var response = new StreamResponse(exchange.request(), context, exchange.mediaType(), answers);
        var stream = new AtomicReference<TopicStream>();
        exchange.onGone(() -> {
            response.disconnect();
            if (stream.get() != null) {
                stream.get().abandon();
            }
        });
        ranges.of(request)
                .whenComplete((found, thrown) -> context.runOnContext(now -> {
                    if (thrown != null) {
                        streams.leave(caller);
                        response.fail(KafkaFailures.ofRead(thrown, request.topic()), request.framing());
                    } else if (response.isGone()) {
                        streams.leave(caller);
                    } else {
                        var started = streams.start(request, found, response, caller);
                        stream.set(started);
                        exchange.count(started::records);
                        exchange.recheck(() -> caller.current().check(Action.READ, request.topic()), started::refuse);
                    }
                }));
    }
}
