package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OwnTopic.class)
abstract class InstanceSubscriptionScenarios {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    @Test
    void a_subscription_is_shown_with_its_partitions(@Partitions(2) TestTopic topic) {
        try (var consumer = RestConsumer.text("shown-" + topic).subscribe(topic)) {
            consumer.awaitPartitions(topic, 2);

            consumer.get("/subscription")
                    .statusCode(200)
                    .body("topics", equalTo(List.of(topic.name())))
                    .body("partitions", hasSize(1))
                    .body("partitions[0].'" + topic + "'", equalTo(List.of(0, 1)));
        }
    }

    @Test
    void a_pattern_subscribes_to_present_and_later_topics(TestTopic topic) {
        try (var consumer = RestConsumer.text("pattern-" + topic)) {
            consumer.post("/subscription", "{\"topic_pattern\":\"" + topic.name() + "(-more)?\"}")
                    .statusCode(204);
            consumer.awaitPartitions(topic, 1);

            var more = TestTopic.create(topic.name() + "-more", 1);
            TestTopic.create(topic.name() + "-more-than-enough", 1);
            consumer.awaitPartitions(more, 1);

            consumer.get("/subscription").body("topics", hasSize(2));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                            | 422
            {"topics":["a"],"topic_pattern":"b"}          | 409
            {"topics":"a"}                                | 400
            {"topics":[1]}                                | 400
            {"topics":["a/b"]}                            | 400
            {"topic_pattern":"("}                         | 422
            {"topic_pattern":"((x{1000}){1000}){1000}"}   | 422
            {"topics":["__consumer_offsets"]}             | 403
            {"topic_pattern":"(a)\\\\1"}                    | 422
            """)
    void invalid_subscriptions_are_rejected(String body, int status) {
        try (var consumer = RestConsumer.text("no-sense")) {
            consumer.post("/subscription", body).statusCode(status).body("error_code", is(status));
        }
    }

    @Test
    void a_pattern_with_nested_repetition_is_matched_in_time() {
        try (var consumer = RestConsumer.text("harmless")) {
            consumer.post("/subscription", "{\"topic_pattern\":\"(([a-zA-Z0-9.]+)+)+!\"}")
                    .statusCode(204);
            consumer.poll("?timeout=100").statusCode(200).body("$", empty());
        }
    }

    @Test
    void a_recreated_topic_is_read_from_its_beginning(TestTopic topic) {
        sendEach(topic, "old 0", "old 1");
        try (var consumer = RestConsumer.text("again-" + topic).subscribe(topic)) {
            var seen = new ArrayList<String>();
            await().atMost(TIMEOUT).until(() -> {
                seen.addAll(consumer.poll("?timeout=500").extract().jsonPath().getList("value", String.class));
                return seen.size() == 2;
            });
            recreate(topic);
            sendEach(topic, "new 0", "new 1", "new 2", "new 3");

            var answers = new ArrayList<String>();
            seen.clear();
            await().atMost(TIMEOUT).until(() -> {
                var answer = consumer.poll("?timeout=500").extract();
                if (answer.statusCode() == 200) {
                    seen.addAll(answer.jsonPath().getList("value", String.class));
                    answers.add(String.valueOf(answer.header("Weir-Recreated-Topics")));
                }
                return seen.containsAll(List.of("new 0", "new 1", "new 2", "new 3")) && answers.contains(topic.name());
            });
        }
    }

    @Test
    void subscribing_and_assigning_exclude_each_other_until_the_subscription_is_deleted(TestTopic topic) {
        try (var consumer = RestConsumer.text("either-" + topic).subscribe(topic)) {
            consumer.post("/assignments", "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0}]}")
                    .statusCode(409);
            consumer.delete("/subscription").statusCode(204);
            consumer.get("/subscription").body("topics", empty());
            consumer.assign(topic, 0);
            consumer.post("/subscription", "{\"topics\":[\"" + topic + "\"]}").statusCode(409);
        }
    }

    @Test
    void a_missing_partition_cannot_be_assigned(TestTopic topic) {
        try (var consumer = RestConsumer.text("not-there-" + topic)) {
            consumer.post("/assignments", "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":1}]}")
                    .statusCode(404)
                    .body("message", containsString("has no partition 1"));
            consumer.post("/assignments", "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":1.5}]}")
                    .statusCode(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "round-robin", "cooperative-sticky", "consumer"})
    void each_assignor_shares_the_partitions(String assignment, @Partitions(2) TestTopic topic) {
        var group = assignment + "-" + topic;
        var how = "\"assignment\":\"" + assignment + "\"";
        RestConsumer.send(topic, "a", "b");
        try (var one = RestConsumer.text(group, how).subscribe(topic)) {
            assertThat(one.values(2)).contains("a", "b");
            try (var other = RestConsumer.text(group, how).subscribe(topic)) {
                one.awaitPartitions(topic, 1);
                other.awaitPartitions(topic, 1);
            }
            one.awaitPartitions(topic, 2);
        }
    }

    private static void sendEach(TestTopic topic, String... values) {
        for (var value : values) {
            sending("text/plain", value)
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
        }
    }

    private static void recreate(TestTopic topic) {
        when().delete("/admin/topics/" + topic).then().statusCode(204);
        await().atMost(TIMEOUT)
                .until(() -> sending(MediaTypes.CONTROL, "{\"topic_name\":\"" + topic + "\",\"partitions_count\":1}")
                                .post("/admin/topics")
                                .statusCode()
                        == 201);
        await().atMost(TIMEOUT).until(() -> when().get("/topics/" + topic).statusCode() == 200);
    }
}
