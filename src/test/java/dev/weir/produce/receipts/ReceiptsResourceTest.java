package dev.weir.produce.receipts;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.EventStream.field;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.EventStream;
import dev.weir.testing.LogCapture;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class ReceiptsResourceTest {

    private static final Duration TIMEOUT = Deadlines.seconds(10);
    private static final Duration LONGER_THAN_A_STALL = Deadlines.seconds(1).plusMillis(500);
    private static final Optional<String> NEW_HERE = Optional.empty();

    @TestHTTPResource
    URI server;

    @Test
    void an_asynchronous_record_is_204_without_a_body(TestTopic topic) {
        sending("text/plain", "v")
                .post("/topics/" + topic + "/records?async=true")
                .then()
                .statusCode(204)
                .body(emptyString());

        await().atMost(TIMEOUT).until(() -> topic.values().equals(List.of("v")));
    }

    @Test
    void an_asynchronous_batch_is_204_without_a_body(TestTopic topic) {
        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[{\"value\":\"a\"},{\"value\":\"b\"}]}")
                .post("/topics/" + topic + "?async=true")
                .then()
                .statusCode(204)
                .body(emptyString());

        await().atMost(TIMEOUT).until(() -> topic.values().equals(List.of("a", "b")));
    }

    /** A record that was not sent has no confirmation; its absence must not open the circuit breaker. */
    @Test
    void an_empty_asynchronous_batch_does_not_open_the_circuit_breaker(TestTopic topic) {
        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[]}")
                .post("/topics/" + topic + "?async=true")
                .then()
                .statusCode(204);

        await().pollDelay(LONGER_THAN_A_STALL)
                .atMost(TIMEOUT)
                .until(() -> sending("text/plain", "v")
                                .post("/topics/" + topic + "/records")
                                .statusCode()
                        == 200);
    }

    @Test
    void a_client_that_prefers_respond_async_gets_a_receipt(TestTopic topic) {
        sending("text/plain", "v")
                .header("Prefer", "respond-async")
                .post("/topics/" + topic + "/records?async=true")
                .then()
                .statusCode(202)
                .header("Preference-Applied", "respond-async")
                .body("receipts", hasSize(1));
    }

    @Test
    void a_batch_has_a_receipt_for_each_record(TestTopic topic) {
        var ids = accepted(topic, "{\"value\":\"a\"},{\"value\":\"b\"},{\"value\":\"c\"}");

        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        for (int i = 0; i < 3; i++) {
            assertThat(closed(ids.get(i)).getLong("offset")).isEqualTo(i);
        }
    }

    @Test
    void the_receipt_of_a_delivered_record_has_partition_and_offset(TestTopic topic) {
        var id =
                accepted(topic, "{\"value\":\"v\",\"timestamp\":1700000000123}").get(0);

        var receipt = closed(id);

        assertThat(receipt.getString("id")).isEqualTo(id);
        assertThat(receipt.getString("state")).isEqualTo("delivered");
        assertThat(receipt.getString("topic")).isEqualTo(topic.name());
        assertThat(receipt.getInt("partition")).isZero();
        assertThat(receipt.getLong("offset")).isZero();
        assertThat(receipt.getLong("timestamp")).isEqualTo(1_700_000_000_123L);
        assertThat(receipt.getMap("")).doesNotContainKeys("error_code", "message");
    }

    @Test
    void the_receipt_of_a_failed_record_has_the_reason(TestTopic topic) {
        var id = accepted(topic, "{\"value\":\"v\",\"partition\":99}").get(0);

        var receipt = closed(id);

        assertThat(receipt.getString("state")).isEqualTo("failed");
        assertThat(receipt.getInt("error_code")).isEqualTo(404);
        assertThat(receipt.getString("message")).contains("has no partition 99");
        assertThat(receipt.getMap("")).doesNotContainKeys("partition", "offset");
    }

    @Test
    void an_asynchronous_record_that_the_gate_refuses_has_no_receipt() {
        sending("text/plain", "v")
                .header("Prefer", "respond-async")
                .post("/topics/ReceiptsResourceTest.unknown/records?async=true")
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404));
    }

    @Test
    void an_unknown_receipt_is_not_found() {
        when().get("/receipts/nobody-1")
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", containsString("nobody-1"));
    }

    @Test
    void the_states_of_the_summary_add_up(TestTopic topic) {
        var before = summary();

        var ids = accepted(topic, "{\"value\":\"a\"},{\"value\":\"b\"},{\"value\":\"c\",\"partition\":99}");
        ids.forEach(ReceiptsResourceTest::closed);

        var after = summary();
        assertThat(after.getLong("accepted") - before.getLong("accepted")).isGreaterThanOrEqualTo(3);
        assertThat(after.getLong("delivered") - before.getLong("delivered")).isGreaterThanOrEqualTo(2);
        assertThat(after.getLong("failed") - before.getLong("failed")).isGreaterThanOrEqualTo(1);
        assertThat(after.getLong("delivered")
                        + after.getLong("failed")
                        + after.getLong("unknown")
                        + after.getLong("pending"))
                .isEqualTo(after.getLong("accepted"));
    }

    @Test
    void a_reader_gets_an_event_when_a_receipt_is_closed(TestTopic topic) throws IOException {
        try (var events = new EventStream(server, "/receipts", NEW_HERE)) {
            var ids = accepted(topic, "{\"value\":\"a\"},{\"value\":\"b\",\"partition\":99}");

            // The record with an unknown partition fails first.
            var failed = events.of(ids.get(1));
            var delivered = events.of(ids.get(0));
            assertThat(field(failed, "event")).isEqualTo("failed");
            assertThat(field(delivered, "event")).isEqualTo("delivered");
            assertThat(JsonPath.from(field(delivered, "data")).getLong("offset"))
                    .isZero();
            assertThat(field(delivered, "id")).isNotEmpty().isNotEqualTo(field(failed, "id"));
        }
    }

    @Test
    void an_event_has_only_fields_of_the_standard(TestTopic topic) throws IOException {
        try (var events = new EventStream(server, "/receipts", NEW_HERE)) {
            var event = events.of(accepted(topic, "{\"value\":\"a\"}").get(0));

            assertThat(event)
                    .extracting(line -> line.substring(0, line.indexOf(':')))
                    .containsExactlyInAnyOrder("id", "event", "data");
        }
    }

    @Test
    void a_reader_with_a_last_event_id_resumes_after_that_event(TestTopic topic) throws IOException {
        List<String> ids = new ArrayList<>();
        String last;
        try (var events = new EventStream(server, "/receipts", NEW_HERE)) {
            ids.addAll(acceptedAndClosed(topic));
            last = field(events.of(ids.get(0)), "id");
        }
        ids.addAll(acceptedAndClosed(topic));
        ids.addAll(acceptedAndClosed(topic));

        try (var events = new EventStream(server, "/receipts", Optional.of(last))) {
            assertThat(field(events.next(), "data")).contains("\"" + ids.get(1) + "\"");
            assertThat(field(events.next(), "data")).contains("\"" + ids.get(2) + "\"");
        }
    }

    @Test
    void a_reader_that_disconnects_is_not_logged_as_an_error(TestTopic topic) throws IOException {
        var logged = new LogCapture("org.jboss.resteasy");
        try (logged) {
            try (var events = new EventStream(server, "/receipts", NEW_HERE)) {
                events.of(accepted(topic, "{\"value\":\"v\"}").get(0));
            }
            // Some of these receipts are written to the connection before the server knows that it is closed.
            for (int i = 0; i < 20; i++) {
                acceptedAndClosed(topic);
            }
        }

        assertThat(logged.messages()).isEmpty();
    }

    @Test
    void a_new_reader_from_earliest_gets_all_receipts_that_are_kept(TestTopic topic) throws IOException {
        var id = acceptedAndClosed(topic).get(0);

        try (var events = new EventStream(server, "/receipts?from=earliest", NEW_HERE)) {
            assertThat(field(events.of(id), "event")).isEqualTo("delivered");
        }
    }

    @Test
    void an_event_id_of_an_earlier_run_resumes_at_the_oldest_receipt(TestTopic topic) throws IOException {
        var id = acceptedAndClosed(topic).get(0);

        try (var events = new EventStream(server, "/receipts", Optional.of("earlier:7"))) {
            assertThat(field(events.of(id), "event")).isEqualTo("delivered");
        }
    }

    @Test
    void an_id_of_this_run_that_is_not_a_number_is_refused(TestTopic topic) throws IOException {
        String run;
        try (var events = new EventStream(server, "/receipts", NEW_HERE)) {
            run = field(events.of(accepted(topic, "{\"value\":\"a\"}").get(0)), "id")
                    .split(":", 2)[0];
        }

        given().header("Last-Event-ID", run + ":x")
                .get("/receipts")
                .then()
                .statusCode(400)
                .body("message", containsString("Last-Event-ID"));
    }

    @Test
    void an_unknown_start_is_400() {
        when().get("/receipts?from=yesterday")
                .then()
                .statusCode(400)
                .body("error_code", equalTo(400))
                .body("message", containsString("latest or earliest"));
    }

    private static List<String> acceptedAndClosed(TestTopic topic) {
        var ids = accepted(topic, "{\"value\":\"v\"}");
        ids.forEach(ReceiptsResourceTest::closed);
        return ids;
    }

    private static List<String> accepted(TestTopic topic, String records) {
        return sending(MediaTypes.RECORDS_TEXT, "{\"records\":[" + records + "]}")
                .header("Prefer", "respond-async")
                .post("/topics/" + topic + "?async=true")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getList("receipts", String.class);
    }

    private static JsonPath closed(String id) {
        return await().atMost(TIMEOUT)
                .until(
                        () -> when().get("/receipts/" + id)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        receipt -> !receipt.getString("state").equals("pending"));
    }

    private static JsonPath summary() {
        return when().get("/receipts/summary").then().statusCode(200).extract().jsonPath();
    }
}
