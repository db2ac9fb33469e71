package dev.weir.console.history;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class TopicHistoryResourceTest {

    @Test
    void a_topic_is_sampled_with_its_groups_from_the_first_request_on(@Partitions(2) TestTopic topic) {
        send(topic);
        send(topic);
        commit(topic, 1);

        await().untilAsserted(() -> when().get("/topics/" + topic + "/history")
                .then()
                .statusCode(200)
                .body("topic", equalTo(topic.name()))
                .body("step_ms", equalTo(3_000))
                .body("partitions.partition", contains(0, 1))
                .body("partitions[0].end.last()", equalTo(2))
                .body("partitions[1].end.last()", equalTo(0))
                .body("groups.group", contains(topic.name()))
                .body("groups[0].state", equalTo("Empty"))
                .body("groups[0].partitions[0].committed.last()", equalTo(1)));
    }

    @Test
    void the_lag_in_time_is_that_of_a_record_that_arrived_between_two_samples(TestTopic topic) {
        commit(topic, 0);
        when().get("/topics/" + topic + "/history?step=1s").then().statusCode(200);
        send(topic);

        await().atMost(Deadlines.seconds(60)).untilAsserted(() -> when().get("/topics/" + topic + "/history?step=1s")
                .then()
                .body("partitions[0].end.last()", equalTo(1))
                .body("groups[0].partitions[0].committed.last()", equalTo(0))
                .body("groups[0].partitions[0].lag_ms.last()", greaterThan(1_000)));
    }

    @Test
    void a_group_has_its_own_history_with_what_happened(TestTopic topic) {
        send(topic);
        send(topic);
        commit(topic, 2);
        var history = "/groups/" + topic + "/history?span=1m&step=1s";

        await().untilAsserted(() -> when().get(history)
                .then()
                .statusCode(200)
                .body("group", equalTo(topic.name()))
                .body("state", equalTo("Empty"))
                .body("partitions", hasSize(1))
                .body("partitions[0].topic", equalTo(topic.name()))
                .body("partitions[0].end.last()", equalTo(2))
                .body("partitions[0].committed.last()", equalTo(2))
                .body("partitions[0].lag_ms.last()", equalTo(0)));
        commit(topic, 1);

        await().untilAsserted(() -> when().get(history)
                .then()
                .body("events.kind", hasItem("offsets"))
                .body(
                        "events.text",
                        hasItem(allOf(containsString("from 2 to 1"), containsString("replay of 1 record")))));
    }

    @Test
    void the_groups_that_read_a_topic_are_listed(TestTopic topic) {
        commit(topic, 0);

        await().atMost(Deadlines.seconds(60)).untilAsserted(() -> when().get("/topics/" + topic + "/groups")
                .then()
                .statusCode(200)
                .body("group", contains(topic.name()))
                .body("[0].state", equalTo("Empty"))
                .body("[0].type", equalTo("classic"))
                .body("[0].members", equalTo(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "/topics/TopicHistoryResourceTest.none/history,404,There is no topic",
        "/topics/TopicHistoryResourceTest.none/groups,404,There is no topic",
        "/groups/TopicHistoryResourceTest.none/history,404,There is no group",
        "/topics/weir.log/history?span=2h,400,span is at most 1h",
        "/topics/weir.log/history?span=0s,400,span is a duration",
        "/topics/weir.log/history?step=x,400,step is a duration",
        "/topics/weir.log/history?steps=1s,400,is not a query parameter",
    })
    void refuses_unknown_names_and_malformed_ranges(String address, int status, String message) {
        when().get(address).then().statusCode(status).body("message", containsString(message));
    }

    private static void send(TestTopic topic) {
        sending("text/plain", "v")
                .post("/topics/" + topic + "/records?partition=0")
                .then()
                .statusCode(200);
    }

    private static void commit(TestTopic topic, long offset) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(topic.name(), Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(offset)));
    }
}
