package dev.weir.produce;

import dev.weir.http.BodyBudget;
import dev.weir.http.ContentDecoder;
import dev.weir.http.HttpLimits;
import dev.weir.http.MediaTypes;
import dev.weir.http.QueryParameters;
import dev.weir.http.RouteResponses;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.PartitionerType;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Takes streams of records: {@code POST /topics/{topic}/records} with a record a line.
 *
 * <p>A route and no resource method, because the answer begins while the question is still being asked.
 */
@ApplicationScoped
class NdjsonRoute {

    /** Before {@link RecordRoute}, which would take the body for one value. */
    static final int ORDER = 0;

    private static final Set<String> QUERY = Set.of("acks", "partitioner", "format");

    /** What a stream asks for. */
    record Order(TopicName topic, Acks acks, PartitionerType partitioning, Format format, int longestLine) {}

    private final RecordSender sender;
    private final CircuitBreaker circuit;
    private final TopicMetadataCache topics;
    private final ProduceConfig config;
    private final HttpLimits limits;
    private final BodyBudget budget;
    private final RouteResponses answers;
    private final Vertx vertx;

    NdjsonRoute(
            RecordSender sender,
            CircuitBreaker circuit,
            TopicMetadataCache topics,
            ProduceConfig config,
            HttpLimits limits,
            BodyBudget budget,
            RouteResponses answers,
            Vertx vertx) {
        this.sender = sender;
        this.circuit = circuit;
        this.topics = topics;
        this.config = config;
        this.limits = limits;
        this.budget = budget;
        this.answers = answers;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.post("/topics/:topic/records").order(ORDER).handler(this::handle);
    }

    private void handle(RoutingContext http) {
        if (!MediaTypes.isNdjson(http.request().getHeader("Content-Type"))) {
            http.next();
            return;
        }
        http.request().pause();
        try {
            begin(http, order(http));
        } catch (Failure refusal) {
            answers.refuse(http.response(), refusal);
        }
    }

    /** What is wrong from the start is told with a status; later, lines tell it. */
    private void begin(RoutingContext http, Order order) {
        RecordValidator.checkWritable(order.topic());
        circuit.problem(order.topic()).ifPresent(problem -> {
            throw problem;
        });
        var context = vertx.getOrCreateContext();
        topics.partitions(order.topic())
                .whenComplete((count, thrown) -> context.runOnContext(now -> {
                    var failure = thrown == null ? null : KafkaFailures.ofRead(thrown);
                    if (failure == null || isCreatedBySending(failure)) {
                        stream(http, order);
                    } else {
                        answers.refuse(http.response(), failure);
                    }
                }));
    }

    private void stream(RoutingContext http, Order order) {
        try {
            var decoding = ContentDecoder.of(http.request().headers());
            new NdjsonStream(http.request(), order, decoding.orElse(null), budget, sender, config.timeout(), vertx)
                    .start();
        } catch (Failure refusal) {
            answers.refuseAndClose(http.request(), refusal);
        }
    }

    private boolean isCreatedBySending(Failure failure) {
        return failure.kind() == Failure.Kind.NOT_FOUND && config.createTopics();
    }

    private Order order(RoutingContext http) {
        var query = new QueryParameters(http, QUERY);
        return new Order(
                new TopicName(http.pathParam("topic")),
                SendParameters.acks(query),
                SendParameters.partitioner(query),
                query.text("format").map(Format::fromString).orElse(Format.JSON),
                (int) limits.maxBodySize().asLongValue());
    }
}
