package dev.weir.stream;

import dev.weir.http.RouteResponses;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads for anybody: {@code GET /topics/{topic}/records}.
 *
 * <p>A route and no resource method, because the answer may have no end and must not be faster than its reader.
 */
@ApplicationScoped
class StreamRoute {

    /** Before the REST layer, which knows the address for sending only. */
    private static final int BEFORE_REST = 0;

    private final Streams streams;
    private final StreamRanges spans;
    private final RouteResponses answers;
    private final Vertx vertx;

    StreamRoute(Streams streams, StreamRanges spans, RouteResponses answers, Vertx vertx) {
        this.streams = streams;
        this.spans = spans;
        this.answers = answers;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.get("/topics/:topic/records")
                .method(HttpMethod.HEAD)
                .order(BEFORE_REST)
                .handler(this::handle);
    }

    private void handle(RoutingContext http) {
        var mediaType = StreamRequestParser.mediaType(http);
        if (mediaType.isEmpty()) {
            answers.refuseType(http.response(), StreamRequestParser.offered());
            return;
        }
        try {
            var order = new StreamRequestParser(http).read(mediaType.get());
            if (http.request().method().equals(HttpMethod.HEAD)) {
                tellOf(http, order, mediaType.get());
            } else {
                streams.enter();
                begin(http, order, mediaType.get());
            }
        } catch (Failure refusal) {
            answers.refuse(http.response(), refusal);
        }
    }

    /** Says how the answer would begin, and reads nothing. */
    private void tellOf(RoutingContext http, StreamRequest order, String mediaType) {
        var context = vertx.getOrCreateContext();
        spans.of(order)
                .whenComplete((span, thrown) -> context.runOnContext(now -> {
                    if (thrown == null) {
                        http.response().putHeader("Content-Type", mediaType).end();
                    } else {
                        answers.refuse(http.response(), KafkaFailures.ofRead(thrown));
                    }
                }));
    }

    /** What is wrong from the start is told with a status. */
    private void begin(RoutingContext http, StreamRequest order, String mediaType) {
        var context = vertx.getOrCreateContext();
        var outlet = new StreamResponse(http.request(), context, mediaType, answers);
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
