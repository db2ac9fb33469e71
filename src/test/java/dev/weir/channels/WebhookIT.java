package dev.weir.channels;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Weir process that sends the records of a topic to a webhook. */
@ExtendWith(OwnTopic.class)
class WebhookIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final Queue<String> ACCEPTED = new ConcurrentLinkedQueue<>();

    private static HttpServer receiver;
    private static volatile boolean open;

    @BeforeAll
    static void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            var value = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (!open) {
                exchange.sendResponseHeaders(503, -1);
            } else if (value.startsWith("poison")) {
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
    void open() {
        open = true;
        ACCEPTED.clear();
    }

    @AfterAll
    static void close() {
        receiver.stop(0);
    }

    @Test
    void records_arrive_in_order_and_a_rejected_one_becomes_a_dead_letter(TestTopic topic) {
        try (var weir = weir(topic)) {
            send(weir, topic, List.of("a", "b", "poison", "c"));

            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(ACCEPTED).containsExactly("a", "b", "c"));
            var letter = new TestTopic(topic + ".dead", 1).record();
            assertThat(letter.value()).asString(UTF_8).isEqualTo("poison");
            assertThat(letter.headers().lastHeader("dead-letter-reason").value())
                    .asString(UTF_8)
                    .contains("answered 422");
            assertThat(letter.headers().lastHeader("dead-letter-attempts").value())
                    .asString(UTF_8)
                    .isEqualTo("1");
        }
    }

    @Test
    void no_record_is_lost_while_the_receiver_is_unavailable_and_weir_is_killed(TestTopic topic) {
        var values = IntStream.range(0, 50).mapToObj(i -> "v" + i).toList();
        open = false;
        try (var weir = weir(topic)) {
            send(weir, topic, values);
            await().atMost(TIMEOUT).until(() -> weir.log().contains("answered 503"));
            assertThat(topic.committed("weir-" + topic)).isZero();

            weir.kill();
            weir.start();
            open = true;

            await().atMost(TIMEOUT.multipliedBy(2)).until(() -> ACCEPTED.contains("v49"));
            assertThat(new LinkedHashSet<>(ACCEPTED)).containsExactlyElementsOf(values);
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(topic.committed("weir-" + topic))
                    .isEqualTo(50));
        }
    }

    /** Group and dead letter topic are not set; they derive from the topic. */
    private static WeirProcess weir(TestTopic topic) {
        var channel = "mp.messaging.incoming.web-log-in.";
        return WeirProcess.start(
                topic.name().toLowerCase(Locale.ROOT),
                TestBroker.bootstrapServers(),
                Map.of(
                        channel + "topic",
                        topic.name(),
                        channel + "session.timeout.ms",
                        "6000",
                        "weir.consume.handler",
                        "webhook",
                        "weir.consume.webhook.attempts",
                        "0",
                        "weir.consume.webhook.url",
                        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/"));
    }

    private static void send(WeirProcess weir, TestTopic topic, List<String> values) {
        for (var value : values) {
            given().port(weir.port())
                    .contentType("text/plain")
                    .body(value)
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
        }
    }
}
