package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Work that goes on, whose client loses what it was let in with. */
@QuarkusTest
@TestProfile(WithKeys.class)
class RevokedWorkTest {

    @TestHTTPResource
    URI weir;

    private static RequestSpecification json(String key, String body) {
        return as(key).contentType("application/json").body(body);
    }

    /** A client that reads slowly gets no array that looks complete. */
    @Test
    void a_json_array_is_aborted_once_the_key_is_removed() throws IOException {
        var topic = TestTopic.create("orders-revoked-array", 1);
        var value = "x".repeat(100_000);
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(Collections.nCopies(200, new ProducerRecord<String, String>(topic.name(), value)))
                .awaitCompletion(Deadlines.seconds(60));
        var key = key("slow-reader", "orders");

        try (var trail = new AuditCapture();
                var reader = new Socket()) {
            reader.setReceiveBufferSize(4_096);
            reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), weir.getPort()));
            reader.setSoTimeout(Deadlines.inMillis(30_000));
            reader.getOutputStream()
                    .write(("GET /topics/" + topic + "/records HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + key + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(reader.getInputStream().read()).isEqualTo('H');
            WithKeys.KEYS.remove("slow-reader");

            var line = trail.await("key:slow-reader", 401);

            assertThat(line.getLong("records")).isLessThan(200);
            assertThat(readToEnd(reader)).doesNotContain("}]", "\r\n0\r\n");
        }
    }

    /** The bytes before the server closes or resets the connection. */
    private static String readToEnd(Socket reader) {
        var text = new StringBuilder();
        try {
            var buffer = new byte[65_536];
            for (int read = 0; read >= 0; read = reader.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        return text.toString();
    }

    @Test
    void lines_of_an_upload_are_refused_once_the_key_is_removed() throws IOException {
        var topic = TestTopic.create("orders-revoked-lines", 1);
        var key = key("uploader", "orders");

        try (var trail = new AuditCapture();
                var client = new Socket(InetAddress.getLoopbackAddress(), weir.getPort())) {
            client.setSoTimeout(Deadlines.inMillis(30_000));
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            send(
                    client,
                    "POST /topics/" + topic + "/records HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                            + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
            sendLine(client);
            await(in, "\"offset\":0");
            WithKeys.KEYS.remove("uploader");
            awaitUnknown(key);

            sendLine(client);

            await(in, "\"error_code\":401");
            send(client, "0\r\n\r\n");
            assertThat(trail.await("key:uploader", 401).getLong("records")).isEqualTo(2);
        }
        assertThat(topic.values()).containsExactly("1");
    }

    private static void sendLine(Socket client) throws IOException {
        send(client, "c\r\n{\"value\":1}\n\r\n");
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(BufferedReader in, String text) throws IOException {
        String line;
        do {
            line = in.readLine();
            assertThat(line).as("the line with " + text).isNotNull();
        } while (!line.contains(text));
    }

    @Test
    void a_generator_ends_once_its_client_may_not_generate() {
        var topic = TestTopic.create("orders-revoked-generated", 1);
        var key = key("generating", "orders");
        var id = json(key, "{\"topic\":\"%s\",\"value\":\"x\",\"rate\":50}".formatted(topic))
                .post("/generators")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        Deadlines.await().until(() -> topic.end() > 0);

        WithKeys.KEYS.replaceRoles("generating", "generators");

        eventually(() -> as(key).get("/generators/" + id).then(), ended -> ended.statusCode(200)
                .body("state", equalTo("failed"))
                .body("last_error", containsString("You may not generate records for topic")));
    }

    @Test
    void a_redrive_ends_once_its_client_may_not_send_dead_letters_back() {
        var topic = TestTopic.create("orders-revoked-redriven", 1);
        var dead = TestTopic.create(topic + ".dead", 1);
        var origin = new RecordHeaders()
                .add("dead-letter-topic", topic.name().getBytes(StandardCharsets.UTF_8))
                .add("dead-letter-partition", "0".getBytes(StandardCharsets.UTF_8));
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(IntStream.range(0, 500)
                        .mapToObj(i -> new ProducerRecord<>(dead.name(), 0, "k" + i, "v" + i, origin))
                        .toList())
                .awaitCompletion(Deadlines.seconds(60));
        var key = key("redriving", "orders");
        var id = json(key, "{\"dry_run\":false,\"records_per_second\":10}")
                .post("/dead-letters/" + dead + "/redrive")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("id");
        Deadlines.await().until(() -> topic.end() > 0);

        WithKeys.KEYS.replaceRoles("redriving", "redrivers");

        eventually(() -> as(key).get("/dead-letters/redrives/" + id).then(), ended -> ended.statusCode(200)
                .body("state", equalTo("failed"))
                .body("error", containsString("You may not send back dead letters of topic '%s'".formatted(dead)))
                .body("sent", lessThan(500)));
    }

    @Test
    void a_pattern_matches_no_topic_that_its_client_may_not_read_any_more() {
        var kept = TestTopic.create("orders-revoked-pattern", 1);
        var lost = TestTopic.create("payments-revoked-pattern", 1);
        var key = key("matching", "orders,admin");
        var instance = instance(key, "orders-revoked-pattern");
        json(key, "{\"topic_pattern\":\"(orders|payments)-revoked-pattern\"}")
                .post(instance + "/subscription")
                .then()
                .statusCode(204);
        store(lost, "secret");
        eventually(
                () -> as(key).get(instance + "/records?timeout=1000").then(),
                records -> records.body("value", equalTo(List.of("secret"))));

        WithKeys.KEYS.replaceRoles("matching", "orders");
        eventually(() -> as(key).get("/topics/" + lost).then(), refused -> refused.statusCode(403));
        store(lost, "another secret");
        store(kept, "open");

        var seen = new StringBuilder();
        Deadlines.await().atMost(Deadlines.seconds(60)).untilAsserted(() -> {
            var answer = as(key).get(instance + "/records?timeout=500").asString();
            seen.append(answer);
            assertThat(answer).contains("open");
        });
        eventually(
                () -> as(key).get(instance + "/subscription").then(),
                subscription -> subscription.body("topics", equalTo(List.of(kept.name()))));
        assertThat(seen.toString()).doesNotContain("another secret");
    }

    @Test
    void a_poll_is_403_once_its_client_may_not_read_a_topic_that_it_has_named() {
        var topic = TestTopic.create("payments-revoked-named", 1);
        var key = key("naming", "orders,admin");
        var named = instance(key, "orders-revoked-named");
        json(key, "{\"topics\":[\"%s\"]}".formatted(topic))
                .post(named + "/subscription")
                .then()
                .statusCode(204);
        var assigned = instance(key, "orders-revoked-assigned");
        json(key, "{\"partitions\":[{\"topic\":\"%s\",\"partition\":0}]}".formatted(topic))
                .post(assigned + "/assignments")
                .then()
                .statusCode(204);
        store(topic, "secret");

        WithKeys.KEYS.replaceRoles("naming", "orders");

        for (var instance : List.of(named, assigned)) {
            eventually(() -> as(key).get(instance + "/records?timeout=100").then(), refused -> refused.statusCode(403)
                    .body("message", containsString("You may not read topic 'payments-revoked-named'")));
        }
    }

    private static String instance(String key, String group) {
        json(key, "{\"name\":\"i\",\"format\":\"text\",\"auto.offset.reset\":\"earliest\"}")
                .post("/consumers/" + group)
                .then()
                .statusCode(200);
        return "/consumers/" + group + "/instances/i";
    }

    private static void store(TestTopic topic, String value) {
        as(WithKeys.ADMIN)
                .body(value)
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200);
    }

    private static void eventually(Supplier<ValidatableResponse> request, Consumer<ValidatableResponse> check) {
        Deadlines.await().atMost(Deadlines.seconds(60)).untilAsserted(() -> check.accept(request.get()));
    }

    /** Of a client that Weir knows already. */
    private static String key(String name, String roles) {
        var key = WithKeys.KEYS.add(name, roles.split(",", -1));
        Deadlines.await()
                .atMost(Deadlines.seconds(10))
                .untilAsserted(() -> as(key).get("/topics").then().statusCode(200));
        return key;
    }

    private static void awaitUnknown(String key) {
        Deadlines.await()
                .atMost(Deadlines.seconds(10))
                .untilAsserted(() -> as(key).get("/topics").then().statusCode(401));
    }
}
