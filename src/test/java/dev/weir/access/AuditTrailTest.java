package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.RawHttp;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trail of clients that Weir does not know, of floods, of foreign pages, and of responses that go on. */
@QuarkusTest
@TestProfile(AuditTrailTest.Reading.class)
class AuditTrailTest {

    private static final String TOPIC = "AuditTrailTest.records";
    private static final int MAX = 5;

    /** Reads and sends are written down, too. */
    public static final class Reading implements QuarkusTestProfile {

        static final TestKeys KEYS = new TestKeys("reading");

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>();
            all.put("weir.auth.keys-file", KEYS.file().toString());
            all.put("weir.access.all.topics", "AuditTrailTest*");
            all.put("weir.access.all.may", "produce,read");
            all.put("weir.audit.actions", "produce,read,create");
            all.put("weir.audit.refusals-per-second", String.valueOf(MAX));
            return all;
        }
    }

    @TestHTTPResource
    URI weir;

    private final AuditCapture trail = new AuditCapture();

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void a_client_that_is_not_known_has_a_line_without_a_name_or_a_credential() {
        RestAssured.given()
                .header("Authorization", "Bearer weir_wrong")
                .get("/topics/payments")
                .then()
                .statusCode(401);

        var line = trail.await(null, 401);
        assertThat(line.getString("route")).isEqualTo("/topics/{topic}");
        assertThat(line.getJsonArray("topics")).containsExactly("payments");
        assertThat(line.getBoolean("refused")).isTrue();
        assertThat(line.encode()).doesNotContain("weir_wrong");
    }

    /** With a body that Weir has not read when it responds. */
    @Test
    void a_refusal_that_closes_the_connection_has_a_line() {
        var address = "/topics/AuditTrailTest.closing/records";

        var answer = new RawHttp(weir)
                .begin("POST " + address, List.of("Authorization: Bearer x", "Content-Length: 100000"), "x");

        assertThat(answer.status()).isEqualTo(401);
        Deadlines.await().untilAsserted(() -> assertThat(trail.lines(
                        line -> line.getJsonArray("topics", new JsonArray()).contains("AuditTrailTest.closing")))
                .hasSize(1));
    }

    @Test
    void a_flood_of_refusals_has_a_few_lines_and_their_number() {
        int requests = 60;
        for (int i = 0; i < requests; i++) {
            RestAssured.get("/topics/flood").then().statusCode(401);
        }

        Deadlines.await().untilAsserted(() -> {
            var lines = trail.lines(line -> line.getValue("client") == null
                    && (line.containsKey("omitted")
                            || line.getJsonArray("topics").contains("flood")));
            long omitted = lines.stream()
                    .mapToInt(line -> line.getInteger("omitted", 0))
                    .sum();
            assertThat(omitted).isPositive();
            assertThat(lines.stream()
                                    .filter(line -> !line.containsKey("omitted"))
                                    .count()
                            + omitted)
                    .isEqualTo(requests);
        });
    }

    @Test
    void requests_of_foreign_pages_and_for_foreign_hosts_have_a_line() {
        var key = key("visited");
        as(key).header("Origin", "https://evil.example")
                .body("x")
                .post("/topics/" + TOPIC + "/records")
                .then()
                .statusCode(403);
        as(key).header("Host", "evil.example").get("/topics/" + TOPIC).then().statusCode(421);

        trail.await(null, 421);
        var line = trail.await(null, 403);
        assertThat(line.getString("method")).isEqualTo("POST");
        assertThat(line.getString("route")).isEqualTo("/topics/{topic}/records");
    }

    /** Of a request that passes no filters, as the second and the third of these. */
    @Test
    void every_record_that_a_client_sends_has_a_line() {
        TestTopic.shared(TOPIC);
        var key = key("sender");
        for (int i = 0; i < 3; i++) {
            as(key).body("a").post("/topics/" + TOPIC + "/records").then().statusCode(200);
        }

        Deadlines.await()
                .untilAsserted(
                        () -> assertThat(trail.of("key:sender")).hasSize(3).allSatisfy(line -> {
                            assertThat(line.getString("route")).isEqualTo("/topics/{topic}/records");
                            assertThat(line.getString("action")).isEqualTo("produce");
                            assertThat(line.getJsonArray("topics")).containsExactly(TOPIC);
                            assertThat(line.getInteger("status")).isEqualTo(200);
                        }));
    }

    @Test
    void a_response_that_was_read_to_its_end_has_a_line_with_its_records() {
        TestTopic.shared(TOPIC);
        var key = key("reader");
        as(key).body("a").post("/topics/" + TOPIC + "/records").then().statusCode(200);

        as(key).get("/topics/" + TOPIC + "/records?from=-1").then().statusCode(200);

        Deadlines.await().untilAsserted(() -> assertThat(trail.of("key:reader"))
                .filteredOn(line -> line.getString("method").equals("GET"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.getLong("records")).isEqualTo(1);
                    assertThat(line.getLong("millis")).isNotNegative();
                    assertThat(line.getBoolean("refused")).isFalse();
                }));
    }

    @Test
    void a_response_without_end_has_a_line_when_its_client_disconnects() {
        TestTopic.shared(TOPIC);
        var key = key("leaver");

        try (var response =
                OpenResponse.begin(weir.resolve("/topics/" + TOPIC + "/records"), "text/event-stream", key)) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(trail.of("key:leaver")).isEmpty();
        }

        var line = trail.await("key:leaver", 200);
        assertThat(line.getLong("records")).isZero();
        assertThat(trail.of("key:leaver")).hasSize(1);
    }

    @Test
    void a_response_that_ends_because_its_key_was_removed_is_a_refusal() {
        TestTopic.shared(TOPIC);
        var key = key("removed");

        try (var response =
                OpenResponse.begin(weir.resolve("/topics/" + TOPIC + "/records"), "text/event-stream", key)) {
            assertThat(response.status()).isEqualTo(200);
            Reading.KEYS.remove("removed");
            assertThat(response.body()).contains("event: failure");
        }

        var line = trail.await("key:removed", 401);
        assertThat(line.getBoolean("refused")).isTrue();
        assertThat(line.getLong("records")).isZero();
        assertThat(trail.of("key:removed")).hasSize(1);
    }

    /** Of a client that Weir knows already; the trail has only lines of what follows. */
    private static String key(String name) {
        var key = Reading.KEYS.add(name, "all");
        Deadlines.await()
                .atMost(Deadlines.seconds(10))
                .untilAsserted(() -> as(key).get("/").then().statusCode(200));
        return key;
    }
}
