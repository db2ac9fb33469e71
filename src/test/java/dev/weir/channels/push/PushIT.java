package dev.weir.channels.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Weir process with declared pushes. */
@ExtendWith(OwnTopic.class)
class PushIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final String PUSH = "weir.push.hook.";
    private static final Queue<String> ACCEPTED = new ConcurrentLinkedQueue<>();

    private static HttpServer receiver;

    @BeforeAll
    static void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            var value = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (value.startsWith("poison")) {
                exchange.sendResponseHeaders(422, -1);
            } else {
                ACCEPTED.add(value);
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        });
        receiver.start();
    }

    @BeforeEach
    void forget() {
        ACCEPTED.clear();
    }

    @AfterAll
    static void close() {
        receiver.stop(0);
    }

    @Test
    void records_arrive_in_order_and_a_rejected_one_becomes_a_dead_letter(TestTopic topic) {
        try (var weir = weir(topic, Map.of(PUSH + "filter", "!(value == \"skip\")"))) {
            send(topic, "a", "b", "poison", "skip", "c");

            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(ACCEPTED).containsExactly("a", "b", "c"));
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(topic.committed("weir-push-hook"))
                    .isEqualTo(5));
            var letter = new TestTopic(topic + ".dead", 1).record();
            assertThat(letter.value()).asString(UTF_8).isEqualTo("poison");
            assertThat(letter.headers().lastHeader("dead-letter-reason").value())
                    .asString(UTF_8)
                    .contains("responded 422");
            assertThat(letter.headers().lastHeader("dead-letter-attempts").value())
                    .asString(UTF_8)
                    .isEqualTo("1");
            assertThat(weir.log()).doesNotContain("SRMSG00207").doesNotContain("token");
        }
    }

    @Test
    void a_batch_is_one_request(TestTopic topic) {
        var settings = Map.of(
                PUSH + "content",
                "batch",
                PUSH + "batch.size",
                "3",
                PUSH + "batch.max-wait",
                "20s",
                PUSH + "content-type",
                "text/plain",
                PUSH + "group",
                topic.name());
        try (var weir = weir(topic, settings)) {
            send(topic, "a", "b", "c");

            await().atMost(TIMEOUT).until(() -> !ACCEPTED.isEmpty());
            var events = new JsonArray(ACCEPTED.remove());
            var values = new ArrayList<String>();
            events.forEach(event -> values.add(((JsonObject) event).getString("data")));
            assertThat(values).containsExactly("a", "b", "c");
            assertThat(weir.readiness()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weir.consume.handler     | webhook                    | weir.push.<name>.topic
            weir.consume.webhook.url | http://example.org         | weir.push.<name>.topic
            weir.push.a.topic        | orders                     | weir.push.a.url is needed
            weir.push.a.url          | http://example.org/?SECRET | weir.push.a.topic or .pattern is needed
            """)
    void a_declaration_that_is_not_valid_ends_the_start(String key, String value, String message) {
        var weir = WeirProcess.launchScript(
                Path.of("."),
                "push-refused-" + key.replace('.', '-'),
                TestBroker.bootstrapServers(),
                Map.of(key, value));
        try (weir) {
            await().atMost(TIMEOUT).until(() -> !weir.isRunning());
            assertThat(weir.exitCode()).isNotZero();
            assertThat(weir.log()).contains(message).doesNotContain("SECRET");
        }
    }

    private static WeirProcess weir(TestTopic topic, Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put(PUSH + "topic", topic.name());
        settings.put(PUSH + "url", "http://localhost:" + receiver.getAddress().getPort() + "/hook?token=abc");
        settings.put(PUSH + "allowed-hosts", "localhost");
        return WeirProcess.start(topic.name().toLowerCase(Locale.ROOT), TestBroker.bootstrapServers(), settings);
    }

    private static void send(TestTopic topic, String... values) {
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(Arrays.stream(values)
                        .map(value -> new ProducerRecord<>(topic.name(), "k", value))
                        .toList())
                .awaitCompletion(TIMEOUT);
    }
}
