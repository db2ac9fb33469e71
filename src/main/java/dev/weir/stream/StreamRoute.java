package dev.weir.stream;

import dev.weir.http.RouteResponses;
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
            "format",
            "follow",
            "internal");

    private final Streams streams;
    private final StreamRanges spans;
    private final RouteResponses answers;

    StreamRoute(Streams streams, StreamRanges spans, RouteResponses answers) {
        this.streams = streams;
        this.spans = spans;
        this.answers = answers;
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    @Override
    public void handle(Exchange exchange) {
        var order = new StreamRequestParser(exchange).read(exchange.mediaType());
        if (exchange.isHead()) {
            // The response begins as it would for a GET, and no record is read.
            exchange.respondTo(spans.of(order), KafkaFailures::ofRead, span -> exchange.respondToHead());
        } else {
            streams.enter();
            begin(exchange, order);
        }
    }

    /** What is wrong from the start is told with a status. */
    private void begin(Exchange exchange, StreamRequest order) {
        var context = exchange.context();
        var outlet = new StreamResponse(exchange.request(), context, exchange.mediaType(), answers);
        var stream = new AtomicReference<TopicStream>();
        outlet.onGone(() -> {
            if (stream.get() != null) {
                stream.get().abandon();
            }
        });
        spans.of(order)
                .whenComplete((span, thrown) -> context.runOnContext(now -> {
                    if (thrown != null) {
                        streams.leave();
                        outlet.fail(KafkaFailures.ofRead(thrown, order.topic()), order.framing());
                    } else if (outlet.isGone()) {
                        streams.leave();
                    } else {
                        stream.set(streams.start(order, span, outlet));
                    }
                }));
    }
}
