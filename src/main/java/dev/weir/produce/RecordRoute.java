package dev.weir.produce;

import dev.weir.http.Accept;
import dev.weir.http.BodyReader;
import dev.weir.http.MediaTypes;
import dev.weir.http.QueryParameters;
import dev.weir.http.RouteResponses;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.SendRequest;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes one record a request: {@code POST /topics/{topic}/records}, the body as it is being the value; for curl and
 * webhooks.
 *
 * <p>A route and no resource method, because most records come this way and the REST layer took a quarter of it; see
 * RATIONALE.md, "Single records bypass the REST layer".
 */
@ApplicationScoped
@RegisterForReflection(targets = {StoredRecord.class, TopicName.class})
class RecordRoute {

    private static final Set<String> QUERY = Set.of("key", "partition", "timestamp", "acks", "partitioner", "async");
    private static final List<String> ANSWERS = List.of(MediaTypes.JSON, MediaTypes.CONTROL);

    private final BodyReader bodies;
    private final ProduceService sends;
    private final RouteResponses answers;
    private final Vertx vertx;

    RecordRoute(BodyReader bodies, ProduceService sends, RouteResponses answers, Vertx vertx) {
        this.bodies = bodies;
        this.sends = sends;
        this.answers = answers;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.post("/topics/:topic/records").order(NdjsonRoute.ORDER + 1).handler(this::handle);
    }

    private void handle(RoutingContext http) {
        var request = http.request();
        var response = http.response();
        if (mediaType(request).isEmpty() && !Accept.isNeedless(request)) {
            answers.refuseType(response, ANSWERS);
            return;
        }
        bodies.read(request)
                .onSuccess(body -> send(http, body.getBytes()))
                .onFailure(refusal -> answers.refuseAndClose(request, KafkaFailures.ofSend(refusal)));
    }

    private void send(RoutingContext http, byte[] value) {
        var request = http.request();
        var response = http.response();
        try {
            var query = new QueryParameters(http, QUERY);
            var batch = batch(http, query, value);
            if (SendParameters.isAsync(query.text("async").orElse("false"))) {
                whenDone(sends.async(batch), response, accepted -> acknowledge(request, accepted));
            } else {
                whenDone(sends.one(batch), response, stored -> give(request, stored));
            }
        } catch (RuntimeException refusal) {
            answers.refuse(response, KafkaFailures.ofSend(refusal));
        }
    }

    private static SendRequest batch(RoutingContext http, QueryParameters query, byte[] value) {
        var topic = new TopicName(http.pathParam("topic"));
        var record = new ProducerRecord<>(
                topic.value(),
                query.number("partition", Integer.MAX_VALUE).map(Long::intValue).orElse(null),
                query.number("timestamp", RecordValidator.LATEST_TIMESTAMP).orElse(null),
                query.bytes("key").orElse(null),
                value,
                KafkaHeaderFields.from(http.request().headers()));
        return new SendRequest(topic, SendParameters.acks(query), SendParameters.partitioner(query), List.of(record));
    }

    private static Optional<String> mediaType(HttpServerRequest request) {
        return Accept.choose(Accept.asControl(Accept.of(request)), ANSWERS);
    }

    private void give(HttpServerRequest request, Object answer) {
        answers.give(request.response(), mediaType(request).orElse(MediaTypes.JSON), answer);
    }

    private void acknowledge(HttpServerRequest request, AcceptedResponse accepted) {
        var response = request.response();
        if (SendParameters.wantsReceipts(request.getHeader("Prefer"))) {
            response.setStatusCode(202).putHeader("Preference-Applied", "respond-async");
            give(request, accepted);
        } else {
            response.setStatusCode(204).end();
        }
    }

    /** Answers on the event loop of the request, which is mostly where the outcome is told already. */
    private <T> void whenDone(CompletionStage<T> sending, HttpServerResponse response, Consumer<T> answer) {
        var context = vertx.getOrCreateContext();
        sending.whenComplete((outcome, thrown) -> {
            if (Vertx.currentContext() == context) {
                answer(response, outcome, thrown, answer);
            } else {
                context.runOnContext(now -> answer(response, outcome, thrown, answer));
            }
        });
    }

    private <T> void answer(HttpServerResponse response, T outcome, Throwable thrown, Consumer<T> answer) {
        if (thrown == null) {
            answer.accept(outcome);
        } else {
            answers.refuse(response, KafkaFailures.ofSend(thrown));
        }
    }
}
