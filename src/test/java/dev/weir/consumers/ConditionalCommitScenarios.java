package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.weir.http.MediaTypes;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit that names the response that it is for. */
@ExtendWith(OwnTopic.class)
abstract class ConditionalCommitScenarios {

    private static final String MANUAL = "\"enable.auto.commit\":false";
    private static final String ONE_RECORD = "?timeout=20000&max_bytes=4";

    @Test
    void a_commit_for_the_last_response_is_done_and_may_be_repeated(TestTopic topic) {
        var group = "last-" + topic;
        RestConsumer.send(topic, "aaaa", "bbbb");
        try (var consumer = RestConsumer.text(group, MANUAL).subscribe(topic)) {
            long first = handout(consumer.poll(ONE_RECORD));
            commit(consumer, String.valueOf(first)).statusCode(204);
            commit(consumer, "\"" + first + "\"").statusCode(204);

            assertThat(topic.committed(group)).isEqualTo(1);
        }
    }

    @Test
    void a_commit_for_a_response_before_the_last_commits_nothing(TestTopic topic) {
        var group = "before-" + topic;
        RestConsumer.send(topic, "aaaa", "bbbb");
        try (var consumer = RestConsumer.text(group, MANUAL).subscribe(topic)) {
            long first = handout(consumer.poll(ONE_RECORD));
            long second = handout(consumer.poll(ONE_RECORD));
            assertThat(second).isEqualTo(first + 1);

            commit(consumer, String.valueOf(first))
                    .statusCode(412)
                    .body("message", containsString(String.valueOf(second)));
            commit(consumer, "W/\"" + second + "\"").statusCode(412);
            assertThat(topic.committed(group)).isZero();

            commit(consumer, first + ", " + second).statusCode(204);
            assertThat(topic.committed(group)).isEqualTo(2);
        }
    }

    @Test
    void the_condition_holds_for_given_offsets_too(TestTopic topic) {
        var group = "given-" + topic;
        var offsets = "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":1}]}";
        RestConsumer.send(topic, "aaaa", "bbbb");
        try (var consumer = RestConsumer.text(group, MANUAL).subscribe(topic)) {
            long first = handout(consumer.poll(ONE_RECORD));
            long second = handout(consumer.poll(ONE_RECORD));

            commit(consumer, String.valueOf(first), offsets).statusCode(412);
            assertThat(topic.committed(group)).isZero();
            commit(consumer, String.valueOf(second), offsets).statusCode(204);
            assertThat(topic.committed(group)).isEqualTo(1);
        }
    }

    @Test
    void a_response_without_records_repeats_the_number(TestTopic topic) {
        var group = "repeats-" + topic;
        RestConsumer.send(topic, "aaaa");
        try (var consumer = RestConsumer.text(group, MANUAL).subscribe(topic)) {
            long first = handout(consumer.poll(ONE_RECORD));
            assertThat(handout(consumer.poll("?timeout=0"))).isEqualTo(first);

            commit(consumer, String.valueOf(first)).statusCode(204);
            assertThat(topic.committed(group)).isEqualTo(1);
        }
    }

    @Test
    void an_instance_meets_any_condition_and_no_malformed_one(TestTopic topic) {
        try (var consumer = RestConsumer.text("any-" + topic, MANUAL).subscribe(topic)) {
            consumer.awaitPartitions(topic, 1);
            commit(consumer, "*").statusCode(204);
            commit(consumer, "seventeen").statusCode(400).body("message", containsString("If-Match"));
            sending(MediaTypes.CONTROL)
                    .header("If-Match", "\"1\"")
                    .post("/consumers/any-" + topic + "/instances/none/offsets")
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void a_seek_takes_the_number_of_uncommitted_records(TestTopic topic) {
        var group = "seek-" + topic;
        RestConsumer.send(topic, "aaaa", "bbbb");
        try (var consumer = RestConsumer.text(group, MANUAL).assign(topic, 0)) {
            long first = handout(consumer.poll(ONE_RECORD));
            commit(consumer, String.valueOf(first)).statusCode(204);
            toBeginning(consumer, topic);
            commit(consumer, String.valueOf(first)).statusCode(204);

            long again = handout(consumer.poll(ONE_RECORD));
            toBeginning(consumer, topic);
            commit(consumer, String.valueOf(again)).statusCode(412);
            assertThat(topic.committed(group)).isEqualTo(1);
            assertThat(handout(consumer.poll("?timeout=20000"))).isEqualTo(again + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cooperative-sticky", "consumer"})
    void a_rebalance_takes_the_number_of_uncommitted_records(String assignment, @Partitions(2) TestTopic topic) {
        var group = assignment + "-" + topic;
        send(topic, 0, "aaaa");
        send(topic, 1, "bbbb");
        var protocol = "\"assignment\":\"" + assignment + "\"";
        try (var one = RestConsumer.text(group, MANUAL, protocol).subscribe(topic)) {
            one.awaitPartitions(topic, 2);
            assertThat(one.values(2)).containsExactlyInAnyOrder("aaaa", "bbbb");
            long both = handout(one.poll("?timeout=0"));

            try (var other = RestConsumer.text(group, MANUAL, protocol).subscribe(topic)) {
                one.awaitPartitions(topic, 1);
                commit(one, String.valueOf(both)).statusCode(412);
                assertThat(committed(topic, group)).isZero();

                long rest = handout(one.poll("?timeout=0"));
                assertThat(rest).isEqualTo(both + 1);
                commit(one, String.valueOf(rest)).statusCode(204);
                assertThat(committed(topic, group)).isEqualTo(1);
                assertThat(other.values(1)).containsAnyOf("aaaa", "bbbb");
            }
        }
    }

    @Test
    void automatic_commits_ignore_the_number(TestTopic topic) {
        var group = "automatic-" + topic;
        RestConsumer.send(topic, "aaaa", "bbbb");
        try (var consumer = RestConsumer.text(group).subscribe(topic)) {
            long first = handout(consumer.poll(ONE_RECORD));
            consumer.poll(ONE_RECORD).statusCode(200);
            commit(consumer, String.valueOf(first)).statusCode(412);
        }
        assertThat(topic.committed(group)).isEqualTo(2);
    }

    @Test
    void of_concurrent_commits_for_one_response_each_is_done(TestTopic topic) {
        var group = "concurrent-" + topic;
        RestConsumer.send(topic, "aaaa", "bbbb");
        try (var consumer = RestConsumer.text(group, MANUAL).subscribe(topic)) {
            var first = String.valueOf(handout(consumer.poll(ONE_RECORD)));
            var commits = List.of(first, first, first).stream()
                    .map(number -> CompletableFuture.supplyAsync(
                            () -> commit(consumer, number).extract().statusCode()))
                    .toList();
            assertThat(commits).allSatisfy(status -> assertThat(status.join()).isEqualTo(204));
            assertThat(topic.committed(group)).isEqualTo(1);
        }
    }

    @Test
    void a_client_that_outlived_its_instance_does_not_commit_for_the_next_one(TestTopic topic) {
        var group = "outlived-" + topic;
        RestConsumer.send(topic, "aaaa", "bbbb");
        long former;
        try (var consumer = RestConsumer.text(group, "\"name\":\"me\"", MANUAL).subscribe(topic)) {
            former = handout(consumer.poll(ONE_RECORD));
        }
        try (var consumer = RestConsumer.text(group, "\"name\":\"me\"", MANUAL).subscribe(topic)) {
            assertThat(handout(consumer.poll(ONE_RECORD))).isGreaterThan(former);

            commit(consumer, String.valueOf(former)).statusCode(412);
            assertThat(topic.committed(group)).isZero();
        }
    }

    private static long handout(ValidatableResponse poll) {
        return Long.parseLong(poll.statusCode(200).extract().header("Weir-Handout"));
    }

    private static ValidatableResponse commit(RestConsumer consumer, String condition) {
        return commit(consumer, condition, "");
    }

    private static ValidatableResponse commit(RestConsumer consumer, String condition, String body) {
        return sending(MediaTypes.CONTROL, body)
                .header("If-Match", condition)
                .post(consumer.address() + "/offsets")
                .then();
    }

    private static void toBeginning(RestConsumer consumer, TestTopic topic) {
        consumer.post("/positions/beginning", "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0}]}")
                .statusCode(204);
    }

    private static void send(TestTopic topic, int partition, String value) {
        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[{\"value\":\"" + value + "\"}]}")
                .post("/topics/" + topic + "/partitions/" + partition)
                .then()
                .statusCode(200);
    }

    private static long committed(TestTopic topic, String group) {
        return TestTopic.kafka().consumerGroups().offsets(group).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic.name()))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }
}
