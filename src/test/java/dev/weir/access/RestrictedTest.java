package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restrictions of all clients, limits of one client, and the audit trail. */
@QuarkusTest
@TestProfile(RestrictedTest.Restricted.class)
class RestrictedTest {

    private static final String SECRET = "a payload that no trail has";

    /** Nothing is deleted, no value is read, and everything is written down. */
    public static final class Restricted implements QuarkusTestProfile {

        static final TestKeys KEYS = new TestKeys("restricted");
        static final String ADMIN = KEYS.add("admin", "admin");
        static final String SLOW = KEYS.add("slow", "slow");
        static final String ONE = KEYS.add("one", "one");
        static final String AUDITED = KEYS.add("audited", "audited");
        static final String FIRST = KEYS.add("first", "audited");

        static final String AUDIT = "RestrictedTest.trail";

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>();
            all.put("weir.auth.keys-file", KEYS.file().toString());
            all.put("weir.access.forbid", "delete,truncate");
            all.put("weir.access.payloads", "false");
            all.put("weir.http.openapi", "all");
            all.put("weir.audit.topic", AUDIT);
            for (var role : List.of("admin", "slow", "one")) {
                all.put("weir.access." + role + ".topics", "*");
                all.put("weir.access." + role + ".groups", "*");
                all.put("weir.access." + role + ".may", "produce,read,describe,create,delete,truncate,generate");
            }
            all.put("weir.access.slow.records-per-second", "5");
            all.put("weir.access.one.instances", "1");
            all.put("weir.access.one.readers", "1");
            all.put("weir.access.audited.topics", "audited*");
            all.put("weir.access.audited.groups", "audited*");
            all.put("weir.access.audited.may", "create,describe");
            return all;
        }
    }

    @TestHTTPResource
    URI weir;

    private static RequestSpecification json(String key, String body) {
        return as(key).contentType("application/json").body(body);
    }

    @Test
    void what_is_forbidden_to_all_is_refused_to_one_that_has_the_right() {
        TestTopic.create("RestrictedTest.kept", 1);

        as(Restricted.ADMIN)
                .delete("/admin/topics/RestrictedTest.kept")
                .then()
                .statusCode(403)
                .body("message", equalTo("The action 'delete' is disabled by weir.access.forbid"));
        json(Restricted.ADMIN, "{\"before\":{\"0\":-1}}")
                .post("/admin/topics/RestrictedTest.kept/truncate")
                .then()
                .statusCode(403);
        as(Restricted.ADMIN).get("/topics/RestrictedTest.kept").then().statusCode(200);
    }

    @Test
    void the_description_of_the_api_is_open_where_it_is_configured_so_and_metrics_are_not() {
        for (var path : List.of("/openapi", "/q/openapi")) {
            RestAssured.get(path).then().statusCode(200);
        }
        RestAssured.get("/q/metrics").then().statusCode(401);
        as(Restricted.ONE).get("/q/metrics").then().statusCode(403);
    }

    @Test
    void values_and_headers_are_in_no_response_while_keys_and_sizes_are() {
        var topic = TestTopic.create("RestrictedTest.hidden", 1);
        as(Restricted.ADMIN)
                .header("Kafka-Header-token", SECRET)
                .body(SECRET)
                .post("/topics/" + topic + "/records?key=k1")
                .then()
                .statusCode(200);

        for (var accept : List.of("application/json", "application/x-ndjson")) {
            var read = as(Restricted.ADMIN)
                    .accept(accept)
                    .get("/topics/" + topic + "/records")
                    .asString();
            assertThat(read)
                    .contains("\"key\":\"k1\",\"value\":null", "\"value_size\":" + SECRET.length())
                    .doesNotContain("payload", "headers", "error");
        }
        poll("RestrictedTest.hidden", "{\"name\":\"i\",\"format\":\"binary\"}", topic)
                .body("[0].value", equalTo(null))
                .body("[0].headers", equalTo(null))
                .body("[0].value_size", equalTo(SECRET.length()));
    }

    /** Kafka's consumer passes neither a key nor a value that is null to what hides them. */
    @Test
    void headers_of_records_without_a_value_are_in_no_response() {
        var topic = TestTopic.create("RestrictedTest.tombstones", 1);
        var header = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        for (var key : List.of("", "\"key\":\"k\",")) {
            json(
                            Restricted.ADMIN,
                            "{\"records\":[{%s\"value\":null,\"headers\":[{\"key\":\"token\",\"value\":\"%s\"}]}]}"
                                    .formatted(key, header))
                    .contentType("application/vnd.kafka.json.v2+json")
                    .post("/topics/" + topic)
                    .then()
                    .statusCode(200);
        }

        for (var query : List.of("", "?where=" + "headers.token%20!=%20null", "?format=text")) {
            var read = as(Restricted.ADMIN)
                    .urlEncodingEnabled(false)
                    .get("/topics/" + topic + "/records" + query)
                    .asString();
            assertThat(read).doesNotContain("token", header, "payload", "headers");
            assertThat(read.contains("\"offset\":1")).as(query).isEqualTo(!query.contains("where"));
        }
        poll("RestrictedTest.tombstones", "{\"name\":\"i\"}", topic)
                .body("[0].value", equalTo(null))
                .body("[0].headers", equalTo(null));
    }

    /** The response to a poll by a new instance that has the topic's one partition. */
    private static ValidatableResponse poll(String group, String named, TestTopic topic) {
        json(Restricted.ADMIN, named).post("/consumers/" + group).then().statusCode(200);
        var instance = "/consumers/" + group + "/instances/i";
        json(Restricted.ADMIN, "{\"partitions\":[{\"topic\":\"%s\",\"partition\":0}]}".formatted(topic))
                .post(instance + "/assignments")
                .then()
                .statusCode(204);
        return as(Restricted.ADMIN)
                .get(instance + "/records?timeout=10000")
                .then()
                .statusCode(200);
    }

    @Test
    void a_client_over_its_rate_is_429_and_may_try_again() {
        var topic = TestTopic.create("RestrictedTest.rate", 1);
        var batch = "{\"records\":[{\"value\":1},{\"value\":2},{\"value\":3},{\"value\":4},{\"value\":5}]}";
        as(Restricted.ADMIN)
                .body("warm")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200);

        var tenSeconds = "{\"records\":[" + String.join(",", Collections.nCopies(50, "{\"value\":0}")) + "]}";
        json(Restricted.SLOW, tenSeconds).post("/topics/" + topic).then().statusCode(200);
        json(Restricted.SLOW, batch)
                .post("/topics/" + topic)
                .then()
                .statusCode(429)
                .header("Retry-After", Integer::parseInt, both(greaterThan(1)).and(lessThanOrEqualTo(10)))
                .body("message", containsString("5 records a second"));
        json(Restricted.ADMIN, batch).post("/topics/" + topic).then().statusCode(200);
        assertThat(topic.values()).hasSize(56);
    }

    @Test
    void a_client_has_no_more_instances_and_readers_than_its_rule_says() throws IOException {
        var topic = TestTopic.create("RestrictedTest.one", 1);
        json(Restricted.ONE, "{\"name\":\"first\"}")
                .post("/consumers/RestrictedTest.one")
                .then()
                .statusCode(200);
        json(Restricted.ONE, "{\"name\":\"second\"}")
                .post("/consumers/RestrictedTest.one")
                .then()
                .statusCode(429);
        json(Restricted.ADMIN, "{\"name\":\"second\"}")
                .post("/consumers/RestrictedTest.one")
                .then()
                .statusCode(200);

        try (var reader = new Socket(InetAddress.getLoopbackAddress(), weir.getPort())) {
            reader.setSoTimeout(Deadlines.inMillis(30_000));
            reader.getOutputStream()
                    .write(("GET /topics/" + topic + "/records?follow=true HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Accept: text/event-stream\r\nAuthorization: Bearer " + Restricted.ONE
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(reader.getInputStream().read()).isEqualTo('H');

            as(Restricted.ONE).get("/topics/" + topic + "/records").then().statusCode(429);
            as(Restricted.ADMIN).get("/topics/" + topic + "/records").then().statusCode(200);
        }
        Deadlines.await().untilAsserted(() -> as(Restricted.ONE)
                .get("/topics/" + topic + "/records")
                .then()
                .statusCode(200));
    }

    @ParameterizedTest
    @CsvSource({
        "/console/feed, application/x-ndjson, live response",
        "/receipts,     text/event-stream,    receipt stream",
    })
    void a_client_has_no_more_live_responses_than_its_rule_says(String path, String type, String noun) {
        try (var first = OpenResponse.begin(weir.resolve(path), type, Restricted.ONE);
                var other = OpenResponse.begin(weir.resolve(path), type, Restricted.ADMIN);
                var another = OpenResponse.begin(weir.resolve(path), type, Restricted.ADMIN)) {
            assertThat(List.of(first.status(), other.status(), another.status()))
                    .containsOnly(200);

            as(Restricted.ONE)
                    .get(path)
                    .then()
                    .statusCode(429)
                    .body("message", containsString("There is 1 %s of this client already".formatted(noun)));
        }
        Deadlines.await().untilAsserted(() -> {
            try (var next = OpenResponse.begin(weir.resolve(path), type, Restricted.ONE)) {
                assertThat(next.status()).as("after the first was closed").isEqualTo(200);
            }
        });
    }

    /** One line for each call that changes something, and one for each refusal, however it was refused. */
    @Test
    void the_trail_has_one_line_for_each_change_and_each_refusal_and_no_payload() {
        var trail = TestTopic.shared(Restricted.AUDIT);
        awaitSent(trail);
        var key = Restricted.AUDITED;

        as(key).body(SECRET).post("/topics/payments/records").then().statusCode(403);
        as(key).body(SECRET).post("/topics/audited/records").then().statusCode(403);
        as(key).get("/topics/payments/records").then().statusCode(403);
        as(key).header("Last-Event-ID", "0:0")
                .accept("text/event-stream")
                .get("/topics/audited/records")
                .then()
                .statusCode(403);
        json(key, "{}").post("/consumers/audited").then().statusCode(403);
        json(key, "{\"topic_pattern\":\".*\"}")
                .post("/consumers/audited/instances/i/subscription")
                .then()
                .statusCode(403);
        json(key, "{}").post("/consumers/audited/instances/i/offsets").then().statusCode(403);
        json(key, "{\"to\":\"latest\"}").post("/groups/audited/offsets").then().statusCode(403);
        as(key).delete("/admin/topics/audited").then().statusCode(403);
        json(key, "{\"before\":{\"0\":-1}}")
                .post("/admin/topics/audited/truncate")
                .then()
                .statusCode(403);
        json(key, "{\"topic\":\"audited\",\"value\":\"%s\"}".formatted(SECRET))
                .post("/generators")
                .then()
                .statusCode(403);
        as(key).get("/receipts/summary").then().statusCode(403);
        json(key, "{\"topic_name\":\"payments-new\"}")
                .post("/admin/topics")
                .then()
                .statusCode(403);
        json(key, "{\"topic_name\":\"audited-new\",\"partitions_count\":1,\"replication_factor\":1}")
                .post("/admin/topics")
                .then()
                .statusCode(201);
        as(key).get("/topics").then().statusCode(200);

        Deadlines.await()
                .untilAsserted(() -> assertThat(lines(trail, "key:audited")).hasSize(14));
        var lines = lines(trail, "key:audited");
        assertThat(lines).filteredOn(line -> line.getBoolean("refused")).hasSize(13);
        assertThat(lines).extracting(line -> line.getInteger("status")).containsOnly(403, 201);
        assertThat(lines.get(0).getString("method")).isEqualTo("POST");
        assertThat(lines.get(0).getString("route")).isEqualTo("/topics/{topic}/records");
        assertThat(lines.get(0).getString("action")).isEqualTo("produce");
        assertThat(lines.get(0).getJsonArray("topics")).containsExactly("payments");
        assertThat(lines.get(13).getJsonArray("topics")).containsExactly("audited-new");
        assertThat(String.join("\n", trail.values())).doesNotContain(SECRET, key);
    }

    /** Weir's producer knows the topic, which is made after Weir has started. */
    private void awaitSent(TestTopic trail) {
        Deadlines.await().untilAsserted(() -> {
            as(Restricted.FIRST).delete("/admin/topics/audited").then().statusCode(403);
            assertThat(lines(trail, "key:first")).isNotEmpty();
        });
    }

    private static List<JsonObject> lines(TestTopic trail, String client) {
        return trail.values().stream()
                .map(JsonObject::new)
                .filter(line -> client.equals(line.getString("client")))
                .toList();
    }

    @Test
    void the_topic_of_the_trail_is_closed_to_all() {
        TestTopic.shared(Restricted.AUDIT);

        as(Restricted.ADMIN)
                .body("forged")
                .post("/topics/" + Restricted.AUDIT + "/records")
                .then()
                .statusCode(403);
        as(Restricted.ADMIN)
                .get("/topics/" + Restricted.AUDIT + "/records")
                .then()
                .statusCode(403);
    }
}
