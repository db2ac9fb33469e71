package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that were written for other gateways of the v2 API find here what they expect. */
@ExtendWith(OwnTopic.class)
abstract class V2DialectScenarios {

    @Test
    void an_empty_list_of_topics_unsubscribes(TestTopic topic) {
        try (var consumer = RestConsumer.text("unsubscribes-" + topic).subscribe(topic)) {
            consumer.awaitPartitions(topic, 1);

            consumer.post("/subscription", "{\"topics\":[]}").statusCode(204);

            consumer.get("/subscription").body("topics", empty()).body("partitions", empty());
            consumer.poll("?timeout=0").statusCode(409);
            consumer.assign(topic, 0);
        }
    }

    @Test
    void an_empty_list_of_partitions_gives_up_what_was_assigned(TestTopic topic) {
        try (var consumer = RestConsumer.text("gives-up-" + topic).assign(topic, 0)) {
            consumer.post("/assignments", "{\"partitions\":[]}").statusCode(204);

            consumer.get("/assignments").body("partitions", empty());
            consumer.subscribe(topic).awaitPartitions(topic, 1);
        }
    }

    @Test
    void empty_lists_are_accepted_by_an_instance_that_reads_nothing() {
        try (var consumer = RestConsumer.text("reads-nothing")) {
            consumer.post("/subscription", "{\"topics\":[]}").statusCode(204);
            consumer.post("/assignments", "{\"partitions\":[]}").statusCode(204);
            consumer.post("/positions", "{\"offsets\":[]}").statusCode(204);
            consumer.post("/positions", "{\"timestamps\":[]}").statusCode(204);
            consumer.post("/positions/beginning", "{\"partitions\":[]}").statusCode(204);
            consumer.post("/positions/end", "{\"partitions\":[]}").statusCode(204);
        }
    }

    @Test
    void an_empty_list_of_positions_stands_for_all_assigned_partitions(@Partitions(2) TestTopic topic) {
        send(topic, 0, "a");
        send(topic, 1, "b");
        try (var consumer = RestConsumer.text("all-" + topic).assign(topic, 0, 1)) {
            assertThat(consumer.values(2)).containsExactlyInAnyOrder("a", "b");

            consumer.post("/positions/beginning", "{\"partitions\":[]}").statusCode(204);
            assertThat(consumer.values(2)).containsExactlyInAnyOrder("a", "b");

            consumer.post("/positions/beginning", "{\"partitions\":[]}").statusCode(204);
            consumer.post("/positions/end", "{\"partitions\":[]}").statusCode(204);
            send(topic, 1, "c");
            assertThat(consumer.values(1)).containsExactly("c");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /subscription        | {}
            /subscription        | {"topics":null}
            /assignments         | {}
            /positions           | {}
            /positions/beginning | {}
            /positions/end       | {"partitions":null}
            """)
    void a_missing_field_is_no_empty_list(String path, String body) {
        try (var consumer = RestConsumer.text("missing-field")) {
            consumer.post(path, body).statusCode(422).body("message", containsString("is missing"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{", "[]", "{\"topics\":1}", "{\"nonsense\":1}", "{\"partitions\":[{}]}", ""})
    void an_instance_that_is_not_there_is_not_found_whatever_the_body(String body) {
        for (var path : new String[] {
            "/subscription", "/assignments", "/positions", "/positions/beginning", "/positions/end", "/offsets"
        }) {
            sending(MediaTypes.CONTROL, body)
                    .post("/consumers/V2DialectTest/instances/nobody" + path)
                    .then()
                    .statusCode(404)
                    .body("error_code", is(404))
                    .body("message", containsString("instance 'nobody' of group 'V2DialectTest'"));
        }
    }

    @Test
    void an_instance_that_is_not_there_is_not_found_whatever_the_query_or_the_name() {
        when().get("/consumers/V2DialectTest/instances/nobody/records?timeout=x")
                .then()
                .statusCode(404);
        when().get("/consumers/V2DialectTest/instances/no body/records").then().statusCode(404);
        when().delete("/consumers/V2DialectTest/instances/no body").then().statusCode(404);
        sending(MediaTypes.CONTROL, "{}")
                .post("/consumers/V2DialectTest/instances/no body/subscription")
                .then()
                .statusCode(404);
    }

    @Test
    void a_commit_for_what_is_not_there_is_not_found(TestTopic topic) {
        var offset = "\"offset\":1}]}";
        try (var consumer = RestConsumer.text("commit-" + topic).assign(topic, 0)) {
            consumer.post("/offsets", "{\"offsets\":[{\"topic\":\"V2DialectTest.none\",\"partition\":0," + offset)
                    .statusCode(404)
                    .body("message", containsString("There is no topic 'V2DialectTest.none'"));
            consumer.post("/offsets", "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":7," + offset)
                    .statusCode(404)
                    .body("message", containsString("has no partition 7"));
        }
        try (var member = RestConsumer.text("member-" + topic).subscribe(topic).awaitPartitions(topic, 1)) {
            member.post("/offsets", "{\"offsets\":[{\"topic\":\"V2DialectTest.none\",\"partition\":0," + offset)
                    .statusCode(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cooperative-sticky", "consumer"})
    void a_topic_can_be_assigned_before_it_comes(String assignment) {
        var name = "V2DialectTest.comes." + assignment;
        var partition = "{\"topic\":\"" + name + "\",\"partition\":1}";
        try (var consumer = RestConsumer.text("comes-" + assignment, "\"assignment\":\"" + assignment + "\"")
                .assign(name, 1)) {
            consumer.get("/assignments").body("partitions.topic", equalTo(List.of(name)));
            consumer.poll("?timeout=100").statusCode(200).body("$", empty());
            consumer.post("/positions/end", "{\"partitions\":[" + partition + "]}")
                    .statusCode(404)
                    .body("message", containsString("There is no topic"));
            consumer.post("/offsets", "{\"offsets\":[{\"topic\":\"" + name + "\",\"partition\":1,\"offset\":1}]}")
                    .statusCode(404);

            send(TestTopic.create(name, 2), 1, "at last");

            assertThat(consumer.values(1)).containsExactly("at last");
            consumer.post("/offsets", "").statusCode(204);
        }
    }

    private static void send(TestTopic topic, int partition, String value) {
        // A topic that was looked for in vain is not believed in for half a second.
        Deadlines.await()
                .until(() -> sending(MediaTypes.RECORDS_TEXT, "{\"records\":[{\"value\":\"" + value + "\"}]}")
                                .post("/topics/" + topic + "/partitions/" + partition)
                                .statusCode()
                        == 200);
    }
}
