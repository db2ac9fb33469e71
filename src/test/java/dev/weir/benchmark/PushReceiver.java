package dev.weir.benchmark;

import dev.weir.testing.Deadlines;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A fast receiver of a push, in this JVM, which counts its requests. */
final class PushReceiver implements AutoCloseable {

    private static final String PUSH = "weir.push.benchmark.";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong requests = new AtomicLong();
    private final String bootstrapServers;
    private final HttpServer server;

    PushReceiver(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    requests.incrementAndGet();
                    request.response().setStatusCode(204).end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** The declaration of a push with 32 requests at once. */
    Map<String, String> settings(String topic) {
        return Map.of(
                PUSH + "topic",
                topic,
                PUSH + "url",
                "http://127.0.0.1:" + server.actualPort() + "/",
                PUSH + "allowed-hosts",
                "127.0.0.1",
                PUSH + "concurrency",
                "32");
    }

    /** Seconds that the push takes for records which are in Kafka already, with keys that are all different. */
    double push(int port, String topic, long records) {
        call(port, "pause");
        long before = requests.get();
        send(topic, records);
        long begun = System.nanoTime();
        call(port, "resume");
        Deadlines.await()
                .atMost(Deadlines.seconds(300))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> requests.get() >= before + records);
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void send(String topic, long records) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                var key = Long.toString(i).getBytes(StandardCharsets.US_ASCII);
                var unused = producer.send(new ProducerRecord<>(topic, key, new byte[Request.VALUE_BYTES]));
            }
        }
    }

    private static void call(int port, String action) {
        try {
            var address = URI.create("http://127.0.0.1:" + port + "/pushes/benchmark/" + action)
                    .toURL();
            var connection = (HttpURLConnection) address.openConnection();
            connection.setRequestMethod("POST");
            if (connection.getResponseCode() != 200) {
                throw new IllegalStateException("The push answered " + connection.getResponseCode());
            }
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
