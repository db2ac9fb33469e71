package dev.weir.produce.ndjson;

import dev.weir.http.EmbeddedFormat;
import dev.weir.http.MediaTypes;
import dev.weir.http.ResponseTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.http.body.BodyBudget;
import dev.weir.http.body.BodyConfig;
import dev.weir.http.body.ContentDecoder;
import dev.weir.http.endpoint.Endpoint;
import dev.weir.http.endpoint.Endpoint.Body;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.http.endpoint.Exchange;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.OutcomeCollectors;
import dev.weir.produce.SendParameters;
import dev.weir.produce.admission.CircuitBreaker;
import dev.weir.produce.channel.ProduceConfig;
import dev.weir.produce.record.RecordValidator;
import dev.weir.produce.signature.Receivers;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/**
 * Produces a record from each line of a request: {@code POST /topics/{topic}/records} with NDJSON.
 *
 * <p>A route and not a resource, because the response begins before the request has ended.
 */
@Singleton
class NdjsonRoute implements EndpointHandler {

    private static final Endpoint ENDPOINT = Endpoint.post(
            "/topics/{topic}/records",
            Body.LINES,
            ResponseTypes.fixed(MediaTypes.NDJSON),
            "acks",
            "partitioner",
            "format");

    private final RecordSender sender;
    private final OutcomeCollectors collectors;
    private final CircuitBreaker circuit;
    private final TopicMetadataCache topics;
    private final ProduceConfig config;
    private final BodyConfig limits;
    private final BodyBudget budget;
    private final Access access;
    private final Receivers receivers;
    private final Vertx vertx;

    NdjsonRoute(
            RecordSender sender,
            OutcomeCollectors collectors,
            CircuitBreaker circuit,
            TopicMetadataCache topics,
            ProduceConfig config,
            BodyConfig limits,
            BodyBudget budget,
            Access access,
            Receivers receivers,
            Vertx vertx) {
        this.sender = sender;
        this.collectors = collectors;
        this.circuit = circuit;
        this.topics = topics;
        this.config = config;
        this.limits = limits;
        this.budget = budget;
        this.access = access;
        this.receivers = receivers;
        this.vertx = vertx;
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    /** Before the first line a failure is a status; from then on it is a line. */
    @Override
    public void handle(Exchange exchange) {
        var spec = spec(exchange);
        RecordValidator.checkWritable(spec.topic());
        receivers.checkUnsigned(spec.topic());
        circuit.problem(spec.topic()).ifPresent(problem -> {
            throw problem;
        });
        topics.partitions(spec.topic())
                .whenComplete((count, thrown) -> exchange.context().runOnContext(now -> {
                    var failure = thrown == null ? null : KafkaFailures.ofRead(thrown);
                    if (failure == null || isCreatedBySending(failure)) {
                        stream(exchange, spec);
                    } else {
                        exchange.refuse(failure);
                    }
                }));
    }

    private void stream(Exchange exchange, NdjsonRequest spec) {
        try {
            var request = exchange.request();
            var decoder = ContentDecoder.of(request.headers());
            var stream = new NdjsonStream(
                    request,
                    spec,
                    decoder.orElse(null),
                    budget,
                    checked(exchange, access.caller(), spec.topic()),
                    collectors,
                    vertx);
            exchange.onGone(stream::disconnect);
            exchange.count(stream::records);
            stream.start();
        } catch (Failure refusal) {
            exchange.refuseAndClose(refusal);
        }
    }

    /** Sends for as long as the client may: it can lose its key or its rights while the request is being sent. */
    private RecordSender checked(Exchange exchange, Caller caller, TopicName topic) {
        return (batch, listener) -> {
            try {
                caller.current().check(Action.PRODUCE, topic);
            } catch (Failure refusal) {
                exchange.noteRefusal(refusal);
                return CompletableFuture.failedStage(refusal);
            }
            return sender.send(batch, listener);
        };
    }

    private boolean isCreatedBySending(Failure failure) {
        return failure.kind() == Failure.Kind.NOT_FOUND && config.createTopics();
    }

    private NdjsonRequest spec(Exchange exchange) {
        var query = exchange.query();
        return new NdjsonRequest(
                new TopicName(exchange.path("topic")),
                SendParameters.acks(query),
                SendParameters.partitioner(query),
                query.text("format").map(EmbeddedFormat::ofSent).orElse(EmbeddedFormat.JSON),
                (int) limits.maxBodySize().asLongValue());
    }
}
