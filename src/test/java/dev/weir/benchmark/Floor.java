package dev.weir.benchmark;

import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.TopicName;
import dev.weir.produce.record.BodyPath;
import dev.weir.produce.record.RecordReader;
import dev.weir.produce.record.StrictJson;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that a gateway does: a Vert.x server that gives each body to one producer, on its event loop, and responds
 * when Kafka has acknowledged.
 *
 * <p>It checks, limits and counts nothing, and has no channel. {@code POST /topics/{topic}/records} is a single record;
 * {@code POST /topics/{topic}} is a batch, which Weir's own parser reads. The producer has Weir's settings. A record
 * that Kafka refuses closes the connection, so that the load generator fails.
 */
final class Floor extends AbstractVerticle {

    private static final int EVENT_LOOPS = 2;
    private static final String PREFIX = "/topics/";
    private static final String SINGLE = "/records";

    private final Producer<byte[], byte[]> producer;

    private Floor(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Prints the port as soon as it listens.
     *
     * @param arguments the bootstrap servers
     */
    public static void main(String... arguments) throws Exception {
        var producer =
                new KafkaProducer<>(settings(arguments[0]), new ByteArraySerializer(), new ByteArraySerializer());
        var vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(EVENT_LOOPS));
        if (!vertx.isNativeTransportEnabled()) {
            throw new IllegalStateException("Vert.x has no native transport", vertx.unavailableNativeTransportCause());
        }
        vertx.deployVerticle(() -> new Floor(producer), new DeploymentOptions().setInstances(EVENT_LOOPS))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                0,
                "batch.size",
                32_768,
                "max.in.flight.requests.per.connection",
                5);
    }

    @Override
    public void start(Promise<Void> listening) {
        vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    if (request.path().endsWith(SINGLE)) {
                        single(request, body.getBytes());
                    } else {
                        batch(request, body.getBytes());
                    }
                }))
                // A negative port: any free one, the same for all instances.
                .listen(-1, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()))
                .<Void>mapEmpty()
                .onComplete(listening);
    }

    private void single(HttpServerRequest request, byte[] body) {
        var path = request.path();
        var topic = path.substring(PREFIX.length(), path.length() - SINGLE.length());
        var unused = producer.send(new ProducerRecord<>(topic, body), (stored, thrown) -> {
            if (thrown == null) {
                respond(request.response(), append(new StringBuilder(), stored));
            } else {
                request.connection().close();
            }
        });
    }

    private void batch(HttpServerRequest request, byte[] body) {
        var records = records(request.path().substring(PREFIX.length()), body);
        var outcomes = new AtomicReferenceArray<RecordMetadata>(records.size());
        var open = new AtomicInteger(records.size());
        for (int i = 0; i < records.size(); i++) {
            int index = i;
            var unused = producer.send(records.get(i), (stored, thrown) -> {
                outcomes.set(index, stored);
                if (thrown != null) {
                    request.connection().close();
                } else if (open.decrementAndGet() == 0) {
                    respond(request.response(), text(outcomes));
                }
            });
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> records(String topic, byte[] body) {
        try (var at = StrictJson.parser(body)) {
            while (at.nextToken() != JsonToken.START_ARRAY) {}
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (at.nextToken() != JsonToken.END_ARRAY) {
                records.add(new RecordReader(EmbeddedFormat.JSON, body, BodyPath.ROOT, false)
                        .read(at, new TopicName(topic), null));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StringBuilder text(AtomicReferenceArray<RecordMetadata> outcomes) {
        var text = new StringBuilder("{\"offsets\":[");
        for (int i = 0; i < outcomes.length(); i++) {
            append(text.append(i == 0 ? "" : ","), outcomes.get(i));
        }
        return text.append("]}");
    }

    private static StringBuilder append(StringBuilder text, RecordMetadata stored) {
        return text.append("{\"partition\":")
                .append(stored.partition())
                .append(",\"offset\":")
                .append(stored.offset())
                .append('}');
    }

    private static void respond(HttpServerResponse response, StringBuilder text) {
        response.putHeader("Content-Type", "application/json").end(text.toString());
    }
}
