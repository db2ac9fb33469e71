package dev.weir.produce;

import dev.weir.http.HttpStatuses;
import dev.weir.http.MediaTypes;
import dev.weir.http.QueryParameters;
import dev.weir.http.ResponseTypes;
import dev.weir.http.endpoint.Endpoint;
import dev.weir.http.endpoint.Endpoint.Body;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.http.endpoint.Exchange;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import dev.weir.produce.event.EventRecord;
import dev.weir.produce.event.EventRequest;
import dev.weir.produce.record.RecordValidator;
import dev.weir.produce.signature.Receivers;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Produces the raw request body as the value of one record: {@code POST /topics/{topic}/records}, for curl and
 * webhooks. CloudEvents become records as their Kafka binding has them.
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
    private final Receivers receivers;

    RecordRoute(ProduceService produce, Receivers receivers) {
        this.produce = produce;
        this.receivers = receivers;
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
        } else if (EventRequest.isBatch(exchange.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            exchange.respondTo(
                    produce.sendAll(request), KafkaFailures::ofSend, outcomes -> respond(exchange, outcomes));
        } else {
            exchange.respondTo(
                    produce.sendOne(request),
                    KafkaFailures::ofSend,
                    stored -> exchange.respond(StoredRecordJson.of(stored)));
        }
    }

    private SendRequest request(Exchange exchange) {
        var topic = new TopicName(exchange.path("topic"));
        var query = exchange.query();
        var http = exchange.request().headers();
        var body = exchange.body().getBytes();
        receivers.check(topic, http, body);
        List<Header> headers = new ArrayList<>(KafkaHeaderFields.from(http));
        headers.addAll(receivers.keptHeaders(topic, http));
        var events = EventRequest.read(http, body).orElseGet(() -> List.of(new EventRecord(null, body, List.of())));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
        for (var event : events) {
            records.add(record(topic, query, event, headers));
        }
        return new SendRequest(topic, SendParameters.acks(query), SendParameters.partitioner(query), records);
    }

    private static ProducerRecord<byte[], byte[]> record(
            TopicName topic, QueryParameters query, EventRecord event, List<Header> more) {
        List<Header> headers = new ArrayList<>(event.headers());
        headers.addAll(more);
        return new ProducerRecord<>(
                topic.value(),
                query.number("partition", Integer.MAX_VALUE).map(Long::intValue).orElse(null),
                query.number("timestamp", RecordValidator.LATEST_TIMESTAMP).orElse(null),
                query.bytes("key").orElse(event.key()),
                event.value(),
                headers);
    }

    private static void respond(Exchange exchange, List<Outcome> outcomes) {
        var response = BatchResponse.of(outcomes);
        if (response.failure() != null) {
            exchange.response().setStatusCode(HttpStatuses.of(response.failure().kind()));
            HttpStatuses.retryAfter(response.failure()).ifPresent(seconds -> exchange.response()
                    .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
        }
        exchange.respond(response);
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
