package dev.weir.console.live;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testing.LineStream;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class LiveRouteTest {

    /** Lines of a minute, which is longer than anything here takes. */
    private static final int MAX_LINES = 300;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI weir;

    @Test
    void a_response_begins_with_the_version_and_the_state_of_weir() throws IOException {
        try (var lines = new LineStream(weir, "/console/feed")) {
            var hello = JSON.readTree(lines.next());
            var status = JSON.readTree(lines.next());

            assertThat(hello.path("type").asText()).isEqualTo("hello");
            assertThat(hello.path("interval_ms").asInt()).isEqualTo(1_000);
            assertThat(status.path("cluster").asText()).isEqualTo("up");
            assertThat(status.path("streams").asInt()).isPositive();
            assertThat(status.path("heap_used").asLong())
                    .isLessThan(status.path("heap_max").asLong());
        }
    }

    @Test
    void the_receipts_of_the_client_arrive_as_they_are_closed(TestTopic topic) throws IOException {
        try (var lines = new LineStream(weir, "/console/feed?receipts=mine")) {
            next(lines, line -> line.path("type").asText().equals("status"));
            var id = sending("text/plain", "v")
                    .header("Prefer", "respond-async")
                    .post("/topics/" + topic + "/records?async=true")
                    .then()
                    .statusCode(202)
                    .extract()
                    .jsonPath()
                    .getString("receipts[0]");

            var receipt = next(
                            lines,
                            line -> line.path("receipts").findValuesAsText("id").contains(id))
                    .path("receipts")
                    .findParents("id")
                    .stream()
                    .filter(each -> each.path("id").asText().equals(id))
                    .findFirst()
                    .orElseThrow();

            assertThat(receipt.path("state").asText()).isEqualTo("delivered");
            assertThat(receipt.path("topic").asText()).isEqualTo(topic.name());
            assertThat(receipt.path("offset").asLong()).isZero();
            assertThat(receipt.path("broker_ms").asDouble()).isPositive();
            assertThat(receipt.path("closed").asLong())
                    .isGreaterThanOrEqualTo(receipt.path("accepted").asLong());
        }
    }

    @Test
    void the_state_of_weir_has_the_number_of_dead_letters_on_request(TestTopic topic) throws IOException {
        var dead = TestTopic.create(topic + ".dead", 1);
        send(dead, 3);
        try (var lines = new LineStream(weir, "/console/feed?dead_letters=true")) {
            next(lines, line -> line.path("dead_letters").asLong() >= 3);
        }
        try (var lines = new LineStream(weir, "/console/feed")) {
            var status = next(lines, line -> line.path("type").asText().equals("status"));
            assertThat(status.path("dead_letters").isNull()).isTrue();
        }
    }

    @Test
    void a_topic_shows_its_records_and_its_rate_as_they_arrive(@Partitions(2) TestTopic topic) throws IOException {
        send(topic, 2);
        try (var lines = new LineStream(weir, "/console/feed?topics=" + topic)) {
            next(lines, line -> rate(line).path("records").asInt() == 2);
            send(topic, 3);

            var line = next(lines, each -> rate(each).path("records").asInt() == 5);

            assertThat(rate(line).path("topic").asText()).isEqualTo(topic.name());
            assertThat(rate(line).path("rate").asDouble()).isPositive();
        }
    }

    @Test
    void a_lane_has_the_offsets_of_its_partitions_and_of_the_groups(@Partitions(2) TestTopic topic) throws IOException {
        send(topic, 3);
        commit(topic, 1);
        try (var lines = new LineStream(weir, "/console/feed?lanes=" + topic)) {
            var line = next(
                    lines, each -> each.path("groups").path(0).path("lag_ms").asLong() > 0);
            var group = line.path("groups").path(0);

            assertThat(line.path("type").asText()).isEqualTo("lane");
            assertThat(line.path("ends")).hasToString("[3,0]");
            assertThat(line.path("begins")).hasToString("[0,0]");
            assertThat(line.path("problem").isNull()).isTrue();
            assertThat(group.path("group").asText()).isEqualTo(topic.name());
            assertThat(group.path("committed")).hasToString("[1,null]");
            assertThat(group.path("lag").asInt()).isEqualTo(2);
            assertThat(group.path("members").asInt()).isZero();
        }
    }

    @Test
    void a_group_has_its_lag_by_partition(TestTopic topic) throws IOException {
        send(topic, 3);
        commit(topic, 1);
        try (var lines = new LineStream(weir, "/console/feed?group=" + topic)) {
            var line = next(
                    lines, each -> each.path("partitions").path(0).path("lag").asInt() == 2);

            assertThat(line.path("type").asText()).isEqualTo("group");
            assertThat(line.path("state").asText()).isEqualTo("Empty");
            assertThat(line.path("partitions").path(0).path("topic").asText()).isEqualTo(topic.name());
            assertThat(line.path("partitions").path(0).path("member_id").isNull())
                    .isTrue();
        }
    }

    @Test
    void a_topic_that_does_not_exist_ends_its_part_and_no_other(TestTopic topic) throws IOException {
        try (var lines = new LineStream(weir, "/console/feed?lanes=" + topic + ",LiveRouteTest.none")) {
            var failure = next(lines, line -> line.path("type").asText().equals("failure"));

            assertThat(failure.path("part").asText()).isEqualTo("lanes");
            assertThat(failure.path("error_code").asInt()).isEqualTo(404);
            assertThat(failure.path("message").asText()).contains("LiveRouteTest.none");
            next(lines, line -> line.path("topic").asText().equals(topic.name()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lanes=a%20b,400,Not a topic name",
        "'lanes=a,b,c,d,e',400,at most 4 names",
        "receipts=all,400,receipts is mine",
        "dead_letters=1,400,dead_letters is true or false",
        "lane=a,400,is not a query parameter",
    })
    void refuses_a_malformed_request(String query, int status, String message) {
        given().urlEncodingEnabled(false)
                .get("/console/feed?" + query)
                .then()
                .statusCode(status)
                .body("message", containsString(message));
    }

    private static JsonNode rate(JsonNode line) {
        return line.path("topics").path(0);
    }

    private static JsonNode next(LineStream lines, Predicate<JsonNode> isIt) throws IOException {
        for (int i = 0; i < MAX_LINES; i++) {
            var line = JSON.readTree(lines.next());
            if (isIt.test(line)) {
                return line;
            }
        }
        throw new AssertionError("No such line among " + MAX_LINES);
    }

    private static void send(TestTopic topic, int count) {
        for (int i = 0; i < count; i++) {
            sending("text/plain", "v")
                    .post("/topics/" + topic + "/records?partition=0")
                    .then()
                    .statusCode(200);
        }
    }

    private static void commit(TestTopic topic, long offset) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(topic.name(), Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(offset)));
    }
}
