package dev.weir.channels.push;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import dev.weir.access.ApiKey;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void a_push_is_paused_and_resumed_and_sends_records_again(TestTopic topic) {
        var group = topic.name();
        try (var weir = weir(topic, Map.of(PUSH + "group", group))) {
            send(topic, "a", "b");
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(ACCEPTED).containsExactly("a", "b"));

            call(weir).post("/pushes/hook/pause").then().statusCode(200).body("status", is("paused"));
            send(topic, "c");
            await().atMost(TIMEOUT).untilAsserted(() -> call(weir)
                    .get("/pushes/hook")
                    .then()
                    .body("pending_records", is(1))
                    .body("reason", is("a client has paused it")));
            assertThat(weir.readiness()).isEqualTo(200);
            assertThat(ACCEPTED).doesNotContain("c");

            call(weir).post("/pushes/hook/resume").then().statusCode(200).body("status", is("active"));
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(ACCEPTED).containsExactly("a", "b", "c"));
            await().atMost(TIMEOUT).untilAsserted(() -> call(weir)
                    .get("/pushes/hook/attempts")
                    .then()
                    .body("attempts.status", contains(204, 204, 204))
                    .body("attempts[0].records", is(topic + "[0]@2")));
            await().atMost(TIMEOUT).until(() -> topic.committed(group) == 3);

            call(weir)
                    .contentType("application/json")
                    .body("{\"partition\":0,\"offset\":1}")
                    .post("/pushes/hook/replay")
                    .then()
                    .statusCode(202);
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(ACCEPTED).containsExactly("a", "b", "c", "b", "c"));
            await().atMost(TIMEOUT).untilAsserted(() -> call(weir)
                    .get("/pushes/hook")
                    .then()
                    .body("replay.state", is("done"))
                    .body("replay.delivered", is(2)));
            assertThat(topic.committed(group)).isEqualTo(3);
        }
    }

    /** A push is paused everywhere and stays so, because a client that pauses it knows neither nodes nor restarts. */
    @Test
    void a_pause_holds_on_every_weir_and_after_a_restart(TestTopic topic) {
        var settings = Map.of(PUSH + "group", topic.name());
        try (var weir = weir(topic, settings);
                var other = weir(topic, topic + "-other", settings)) {
            call(weir).post("/pushes/hook/pause").then().statusCode(200).body("status", is("paused"));
            awaitStatus(other, "paused");

            weir.kill();
            other.kill();
            send(topic, "a");
            weir.start();
            other.start();

            awaitStatus(weir, "paused");
            awaitStatus(other, "paused");
            await().atMost(TIMEOUT).until(() -> pending(weir) + pending(other) == 1);
            assertThat(ACCEPTED).isEmpty();

            call(other).post("/pushes/hook/resume").then().statusCode(200).body("status", is("active"));
            awaitStatus(weir, "active");
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(ACCEPTED).containsExactly("a"));
        }
    }

    private static void awaitStatus(WeirProcess weir, String status) {
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        call(weir).get("/pushes/hook").then().statusCode(200).body("status", is(status)));
    }

    private static int pending(WeirProcess weir) {
        return call(weir).get("/pushes/hook").then().extract().path("pending_records");
    }

    @Test
    void a_client_sees_and_controls_only_pushes_of_its_topics(TestTopic topic, @TempDir Path directory)
            throws IOException {
        var own = ApiKey.create("own", List.of("own"));
        var other = ApiKey.create("other", List.of("other"));
        var keys = Files.write(
                directory.resolve("keys"), List.of(own.key().line(), other.key().line()));
        var settings = new HashMap<String, String>();
        settings.put(PUSH + "group", topic.name());
        settings.put("weir.auth.keys-file", keys.toString());
        settings.put("weir.access.own.topics", topic.name());
        settings.put("weir.access.own.may", "describe,read,pushes");
        settings.put("weir.access.other.topics", "other");
        settings.put("weir.access.other.may", "describe,read,pushes");
        try (var weir = weir(topic, settings)) {
            as(weir, own).get("/pushes").then().statusCode(200).body("pushes.name", contains("hook"));
            as(weir, own).post("/pushes/hook/pause").then().statusCode(200);
            as(weir, other).get("/pushes").then().statusCode(200).body("pushes", empty());
            for (var path : List.of("/pushes/hook", "/pushes/hook/attempts")) {
                as(weir, other).get(path).then().statusCode(403);
            }
            for (var path : List.of("/pushes/hook/pause", "/pushes/hook/resume")) {
                as(weir, other).post(path).then().statusCode(403);
            }
            as(weir, other).delete("/pushes/hook/replay").then().statusCode(403);
            as(weir, other)
                    .contentType("application/json")
                    .body("{\"from\":\"earliest\"}")
                    .post("/pushes/hook/replay")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void a_replay_ends_once_its_client_may_not_control_the_push(TestTopic topic, @TempDir Path directory)
            throws IOException {
        var client = ApiKey.create("client", List.of("own"));
        var keys = Files.writeString(directory.resolve("keys"), client.key().line());
        var settings = new HashMap<String, String>();
        settings.put(PUSH + "group", topic.name());
        settings.put(PUSH + "from", "latest");
        settings.put(PUSH + "records-per-second", "5");
        settings.put(PUSH + "window-bytes", "1");
        settings.put("weir.auth.keys-file", keys.toString());
        settings.put("weir.access.own.topics", topic.name());
        settings.put("weir.access.own.may", "describe,pushes");
        settings.put("weir.access.viewers.topics", topic.name());
        settings.put("weir.access.viewers.may", "describe");
        send(topic, IntStream.range(0, 1_000).mapToObj(Integer::toString).toArray(String[]::new));
        try (var weir = weir(topic, settings)) {
            await().atMost(TIMEOUT).untilAsserted(() -> as(weir, client)
                    .contentType("application/json")
                    .body("{\"from\":\"earliest\"}")
                    .post("/pushes/hook/replay")
                    .then()
                    .statusCode(202));
            await().atMost(TIMEOUT).until(() -> !ACCEPTED.isEmpty());

            Files.writeString(keys, client.key().line().replace(":own", ":viewers"));

            await().atMost(TIMEOUT).untilAsserted(() -> as(weir, client)
                    .get("/pushes/hook")
                    .then()
                    .statusCode(200)
                    .body("replay.state", is("failed"))
                    .body("replay.error", startsWith("You may not control pushes of topic")));
            assertThat(ACCEPTED).hasSizeLessThan(1_000);
        }
    }

    private static RequestSpecification call(WeirProcess weir) {
        return given().port(weir.port());
    }

    private static RequestSpecification as(WeirProcess weir, ApiKey.Created client) {
        return call(weir).header("X-API-Key", client.secret());
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
        return weir(topic, topic.name(), more);
    }

    private static WeirProcess weir(TestTopic topic, String name, Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put(PUSH + "topic", topic.name());
        settings.put(PUSH + "url", "http://localhost:" + receiver.getAddress().getPort() + "/hook?token=abc");
        settings.put(PUSH + "allowed-hosts", "localhost");
        return WeirProcess.start(name.toLowerCase(Locale.ROOT), TestBroker.bootstrapServers(), settings);
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
