package dev.weir.produce;

import dev.weir.http.MediaTypes;
import dev.weir.http.ResponseTypes;
import dev.weir.http.endpoint.Endpoint;
import dev.weir.http.endpoint.Endpoint.Body;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.http.endpoint.Exchange;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.SendRequest;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import dev.weir.produce.record.RecordValidator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Produces the raw request body as the value of one record: {@code POST /topics/{topic}/records}, for curl and
 * webhooks.
 *
 * <p>A route and not a resource, because most records are sent this way and the REST layer took a quarter of the time;
 * see RATIONALE.md, "Single records bypass the REST layer".
 */
@Singleton
@RegisterForReflection(targets = {StoredRecord.class, TopicName.class})
class RecordRoute implements EndpointHandler {

    private static final Endpoint ENDPOINT = Endpoint.post(
            "/topics/{topic}/records",
            Body.WHOLE,
            ResponseTypes.of(List.of(MediaTypes.JSON, MediaTypes.CONTROL)),
            "key",
            "partition",
            "timestamp",
            "acks",
            "partitioner",
            "async");

    private final ProduceService produce;

    RecordRoute(ProduceService produce) {
        this.produce = produce;
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    @Override
    public void handle(Exchange exchange) {
        var request = request(exchange);
        if (SendParameters.isAsync(exchange.query().text("async").orElse("false"))) {
            exchange.respondTo(
                    produce.sendAsync(request), KafkaFailures::ofSend, accepted -> acknowledge(exchange, accepted));
        } else {
            exchange.respondTo(produce.sendOne(request), KafkaFailures::ofSend, exchange::respond);
        }
    }

    private static SendRequest request(Exchange exchange) {
        var topic = new TopicName(exchange.path("topic"));
        var query = exchange.query();
        var record = new ProducerRecord<>(
                topic.value(),
                query.number("partition", Integer.MAX_VALUE).map(Long::intValue).orElse(null),
                query.number("timestamp", RecordValidator.LATEST_TIMESTAMP).orElse(null),
                query.bytes("key").orElse(null),
                exchange.body().getBytes(),
                KafkaHeaderFields.from(exchange.request().headers()));
        return new SendRequest(topic, SendParameters.acks(query), SendParameters.partitioner(query), List.of(record));
    }

    private static void acknowledge(Exchange exchange, AcceptedResponse accepted) {
        if (SendParameters.wantsReceipts(exchange.request().getHeader("Prefer"))) {
            exchange.response().setStatusCode(202).putHeader("Preference-Applied", "respond-async");
            exchange.respond(accepted);
        } else {
            exchange.response().setStatusCode(204).end();
        }
    }
}
