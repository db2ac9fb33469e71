package dev.weir.description;

import static dev.weir.http.MediaTypes.CONTROL;
import static dev.weir.http.MediaTypes.EVENTS;
import static dev.weir.http.MediaTypes.JSON;
import static dev.weir.http.MediaTypes.NDJSON;
import static dev.weir.http.MediaTypes.RECORDS_BINARY;
import static dev.weir.http.MediaTypes.RECORDS_JSON;
import static dev.weir.http.MediaTypes.RECORDS_TEXT;
import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.EventStream;
import dev.weir.testing.LineStream;
import dev.weir.testing.Requests;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation is called, and every response is compared with the description. */
@QuarkusTest
@TestProfile(DescribedResponsesTest.WithPush.class)
class DescribedResponsesTest {

    /** A Weir with a push whose receiver is away. */
    public static final class WithPush implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "weir.push.described.topic",
                    TOPIC,
                    "weir.push.described.url",
                    "http://127.0.0.1:1/hook",
                    "weir.push.described.allowed-hosts",
                    "127.0.0.1");
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String TOPIC = "DescribedResponsesTest.orders";
    private static final String GROUP = "DescribedResponsesTest-group";
    private static final String INSTANCE = "/consumers/" + GROUP + "/instances/one";
    private static final String PARTITIONS = "{\"partitions\":[{\"topic\":\"" + TOPIC + "\",\"partition\":0}]}";

    @TestHTTPResource("/")
    URI weir;

    private Description description;
    private DescribedResponses responses;
    private final Set<String> streamed = new TreeSet<>();

    @BeforeEach
    void ask() {
        description = Description.served();
        responses = new DescribedResponses(description);
    }

    @Test
    void every_operation_responds_as_described() throws IOException {
        createTopic();
        send();
        read();
        consume();
        describe();
        generate();
        redrive();
        push();
        follow();
        changeAndDelete();

        var operations = description.operations().stream().map(Described::id).collect(Collectors.toSet());
        streamed.addAll(responses.succeeded());
        assertThat(streamed).containsExactlyInAnyOrderElementsOf(operations);
    }

    private void createTopic() {
        var order = "{\"topic_name\":\"" + TOPIC + "\",\"partitions_count\":2%s}";
        post(CONTROL, order.formatted(",\"validate_only\":true"), "/admin/topics", 200);
        post(JSON, order.formatted(""), "/admin/topics", 201);
        post(JSON, order.formatted(""), "/admin/topics", 409);
        post(JSON, "{}", "/admin/topics", 422);
        post(JSON, "{\"topic_name\":7", "/admin/topics", 400);
        post("text/plain", "x", "/admin/topics", 415);
    }

    private void send() {
        var records = "/topics/" + TOPIC + "/records";
        post("text/plain", "hello", records + "?key=k&partition=0", 200);
        post("application/octet-stream", "hello", records + "?acks=none", 200);
        post(JSON, "{\"n\":1}", records + "?async=true", 204);
        post("text/plain", "x", records + "?partition=7", 404);
        post("text/plain", "x", records + "?partition=x", 400);
        post("text/plain", "x", "/topics/DescribedResponsesTest.none/records", 404);
        post("text/plain", "x", "/topics/__consumer_offsets/records", 403);
        post(NDJSON, "{\"id\":1,\"value\":1}\n{\"value\":}\n{\"id\":\"b\",\"value\":null}\n", records, 200);
        var batch = "/topics/" + TOPIC;
        post(
                RECORDS_JSON,
                "{\"records\":[{\"key\":[1],\"value\":{\"a\":null}},{\"value\":1,\"partition\":7}]}",
                batch,
                200);
        post(RECORDS_BINARY, "{\"records\":[{\"key\":null,\"value\":\"/w==\"}]}", batch + "?acks=none", 200);
        post(
                RECORDS_TEXT,
                "{\"records\":[{\"value\":\"t\",\"headers\":[{\"key\":\"h\",\"value\":\"YQ==\"}]}]}",
                batch + "/partitions/1",
                200);
        post(RECORDS_JSON, "{\"records\":[{\"value\":1}]}", batch + "/partitions/7", 404);
        post(RECORDS_JSON, "{\"records\":[{\"value\":1}]}", "/topics/DescribedResponsesTest.none", 404);
        post(RECORDS_JSON, "{\"records\":[{}]}", batch, 400);
        post(RECORDS_JSON, "{}", batch, 422);
        post("text/csv", "1", batch, 415);
        sending(RECORDS_TEXT, "{\"records\":[{\"value\":\"t\"}]}")
                .accept(RECORDS_TEXT + ", image/png")
                .post(batch);
        post(RECORDS_JSON, "{\"records\":[{\"value\":1}]}", batch + "?async=true", 204);
        post(RECORDS_JSON, "{\"records\":[]}", batch, 200);
        var accepted = sending(RECORDS_JSON, "{\"records\":[{\"value\":1},{\"value\":1,\"partition\":7}]}")
                .header("Prefer", "respond-async")
                .post(batch + "?async=true");
        sending("text/plain", "x").header("Prefer", "respond-async").post(records + "?async=true");
        accepted.jsonPath().getList("receipts", String.class).forEach(id -> get("/receipts/" + id, 200));
        await().atMost(TIMEOUT)
                .until(() -> get("/receipts/summary", 200).jsonPath().getLong("pending") == 0);
        accepted.jsonPath().getList("receipts", String.class).forEach(id -> get("/receipts/" + id, 200));
        get("/receipts/none", 404);
        get("/partitioners?key=k&partitions=7", 200);
        get("/partitioners?key=k&topic=" + TOPIC, 200);
        get("/partitioners?key=%ff&partitions=7", 200);
        get("/partitioners?key=k", 400);
    }

    private void read() {
        var records = "/topics/" + TOPIC + "/records";
        for (var type : Set.of(JSON, RECORDS_JSON, RECORDS_BINARY, RECORDS_TEXT, NDJSON)) {
            given().accept(type).get(records);
        }
        given().accept("image/png").get(records);
        get(records + "?partition=0&offset=1&limit=1", 200);
        get(records + "?partition=0&offset=100000", 422);
        get(records + "?partition=9", 404);
        get(records + "?from=never", 400);
    }

    private void consume() {
        post(
                CONTROL,
                "{\"name\":\"one\",\"format\":\"json\",\"enable.auto.commit\":false}",
                "/consumers/" + GROUP,
                200);
        post(CONTROL, "{\"name\":\"one\"}", "/consumers/" + GROUP, 409);
        post(CONTROL, "{\"format\":\"xml\"}", "/consumers/" + GROUP, 422);
        get(INSTANCE + "/records", 409);
        post(JSON, "{\"topics\":[\"" + TOPIC + "\"]}", INSTANCE + "/subscription", 204);
        await().atMost(TIMEOUT)
                .until(() -> get(INSTANCE + "/records?timeout=100", 200)
                                .jsonPath()
                                .getList("$")
                                .size()
                        > 0);
        get(INSTANCE + "/subscription", 200);
        get("/groups/" + GROUP, 200);
        get("/groups/" + GROUP + "/offsets", 200);
        delete("/groups/" + GROUP, 409);
        delete(INSTANCE + "/subscription", 204);
        post(CONTROL, PARTITIONS, INSTANCE + "/assignments", 204);
        get(INSTANCE + "/assignments", 200);
        post(CONTROL, PARTITIONS, INSTANCE + "/positions/end", 204);
        post(CONTROL, PARTITIONS, INSTANCE + "/positions/beginning", 204);
        post(CONTROL, PARTITIONS.replace(":0}", ":1}"), INSTANCE + "/positions/end", 404);
        var place = "{\"offsets\":[{\"topic\":\"" + TOPIC + "\",\"partition\":0,\"offset\":1}]}";
        post(CONTROL, place, INSTANCE + "/positions", 204);
        given().accept("image/png").get(INSTANCE + "/records");
        given().accept(JSON).get(INSTANCE + "/records");
        post(CONTROL, place, INSTANCE + "/offsets", 204);
        assertThat(sending(CONTROL, place)
                        .header("If-Match", "\"another\"")
                        .post(INSTANCE + "/offsets")
                        .statusCode())
                .isEqualTo(412);
        get(INSTANCE + "/offsets", 200);
        delete(INSTANCE, 204);
        delete(INSTANCE, 404);
        get(INSTANCE + "/records", 404);
    }

    private void describe() {
        for (var type : Set.of(CONTROL, JSON)) {
            for (var path : Set.of(
                    "/topics",
                    "/topics?details=true&internal=true",
                    "/topics/" + TOPIC,
                    "/topics/" + TOPIC + "?all=true",
                    "/topics/" + TOPIC + "/partitions",
                    "/topics/" + TOPIC + "/partitions/0",
                    "/topics/" + TOPIC + "/partitions/0/offsets",
                    "/topics/" + TOPIC + "/size",
                    "/topics/" + TOPIC + "/groups",
                    "/topics/" + TOPIC + "/history?span=1m&step=1s",
                    "/groups/" + GROUP + "/history",
                    "/deliveries",
                    "/cluster",
                    "/cluster/brokers/1/configs?all=true",
                    "/cluster/features",
                    "/cluster/quotas",
                    "/brokers",
                    "/cluster/nodes",
                    "/groups",
                    "/groups/" + GROUP,
                    "/groups/" + GROUP + "/offsets")) {
                assertThat(given().accept(type).get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
        get("/", 200);
        get("/healthy", 200);
        get("/ready", 200);
        get("/metrics", 200);
        get("/openapi", 200);
        get("/openapi?format=JSON", 200);
        get("/topics/" + TOPIC + "/partitions/9", 404);
        get("/topics/DescribedResponsesTest.none", 404);
        get("/topics/not%20a%20topic", 400);
        get("/groups/DescribedResponsesTest-none", 404);
        given().accept("image/png").get("/topics");
        given().put("/topics");
    }

    private void redrive() {
        get("/dead-letters", 200);
        get("/dead-letters/records?topic=" + TOPIC, 200);
        get("/dead-letters/" + TOPIC + "/0/0", 200);
        get("/dead-letters/" + TOPIC + "/0/999999", 404);
        post(JSON, "{}", "/dead-letters/" + TOPIC + "/redrive", 200);
        var id = post(JSON, "{\"dry_run\":false}", "/dead-letters/" + TOPIC + "/redrive", 202)
                .jsonPath()
                .getString("id");
        get("/dead-letters/redrives/" + id, 200);
        delete("/dead-letters/redrives/" + id, 200);
        get("/dead-letters/redrives/none", 404);
    }

    private void push() {
        get("/pushes", 200);
        get("/pushes/described", 200);
        get("/pushes/none", 404);
        get("/pushes/described/attempts", 200);
        post(JSON, "{\"from\":\"earliest\"}", "/pushes/described/replay", 202);
        post(JSON, "{\"from\":\"earliest\"}", "/pushes/described/replay", 409);
        post(JSON, "{}", "/pushes/described/replay", 400);
        delete("/pushes/described/replay", 200);
        post(JSON, "", "/pushes/described/pause", 200);
        post(JSON, "", "/pushes/described/resume", 200);
    }

    private void generate() {
        var order = "{\"topic\":\"" + TOPIC + "\",\"value\":\"{n}\",\"count\":1}";
        var id = post(JSON, order, "/generators", 201).jsonPath().getString("id");
        get("/generators", 200);
        get("/generators/" + id, 200);
        delete("/generators/" + id, 200);
        get("/generators/none", 404);
        post(JSON, "{}", "/generators", 422);
    }

    private void changeAndDelete() {
        var reset = "{\"to\":\"earliest\",\"topics\":[\"" + TOPIC + "\"],\"dry_run\":%s}";
        post(CONTROL, reset.formatted(true), "/groups/" + GROUP + "/offsets", 200);
        post(CONTROL, reset.formatted(false), "/groups/" + GROUP + "/offsets", 200);
        delete("/groups/" + GROUP + "/offsets/" + TOPIC, 204);
        post(CONTROL, reset.formatted(false), "/groups/" + GROUP + "/offsets", 200);
        delete("/groups/" + GROUP, 204);
        sending(CONTROL, "{\"partitions_count\":3,\"configs\":{\"retention.ms\":\"3600000\"}}")
                .patch("/admin/topics/" + TOPIC);
        sending(CONTROL, "{}").patch("/admin/topics/" + TOPIC);
        post(CONTROL, "{\"before\":{\"0\":-1}}", "/admin/topics/" + TOPIC + "/truncate", 200);
        delete("/admin/topics/" + TOPIC, 204);
        delete("/admin/topics/" + TOPIC, 404);
        delete("/admin/topics/__consumer_offsets", 403);
    }

    /** RestAssured reads a response to its end, which streams do not have. */
    private void follow() throws IOException {
        var receipt = post("text/plain", "x", "/topics/" + TOPIC + "/records?async=true", 204);
        assertThat(receipt.statusCode()).isEqualTo(204);
        event("/receipts", "/receipts?from=earliest");
        event("/topics/{topic}/records", "/topics/" + TOPIC + "/records?from=earliest");
        lines(
                "/console/feed",
                "/console/feed?topics=" + TOPIC + "&lanes=" + TOPIC + "&group=" + GROUP
                        + "&receipts=mine&dead_letters=true");
    }

    private void lines(String path, String address) throws IOException {
        var operation = description.operation("GET", path).orElseThrow();
        var schema = operation
                .response(200)
                .path("content")
                .path(NDJSON)
                .path("schema")
                .path("x-line");
        try (var lines = new LineStream(weir, address)) {
            for (int i = 0; i < 5; i++) {
                var line = lines.next();
                assertThat(description.problems(schema, Description.parse(line)))
                        .as(line)
                        .isEmpty();
            }
        }
        streamed.add(operation.id());
    }

    private void event(String path, String address) throws IOException {
        var operation = description.operation("GET", path).orElseThrow();
        var schema = operation
                .response(200)
                .path("content")
                .path(EVENTS)
                .path("schema")
                .path("x-event");
        try (var events = new EventStream(weir, address, Optional.empty())) {
            var data = EventStream.field(events.nextWithData(), "data");
            assertThat(description.problems(schema, Description.parse(data)))
                    .as(data)
                    .isEmpty();
        }
        streamed.add(operation.id());
    }

    private Response post(String type, String body, String path, int status) {
        return expect(sending(type, body).post(path), path, status);
    }

    private Response get(String path, int status) {
        return expect(given().get(path), path, status);
    }

    private void delete(String path, int status) {
        expect(given().delete(path), path, status);
    }

    private static Response expect(Response response, String path, int status) {
        assertThat(response.statusCode())
                .as("%s: %s", path, response.asString())
                .isEqualTo(status);
        return response;
    }

    private RequestSpecification given() {
        return RestAssured.given().filter(responses).urlEncodingEnabled(false);
    }

    private RequestSpecification sending(String type, String body) {
        return Requests.sending(type, body).filter(responses).urlEncodingEnabled(false);
    }
}
