package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Gauges;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OwnTopic.class)
abstract class InstancesResourceScenarios {

    @Test
    void an_instance_is_created_under_its_name_and_deleted() {
        var before = Gauges.value("weir_consumer_instances");
        sending(MediaTypes.CONTROL, "{\"name\":\"mine\",\"format\":\"json\"}")
                .post("/consumers/made")
                .then()
                .statusCode(200)
                .contentType(startsWith(MediaTypes.CONTROL))
                .body("instance_id", equalTo("mine"))
                .body("base_uri", endsWith(":" + RestAssured.port + "/consumers/made/instances/mine"));
        assertThat(Gauges.value("weir_consumer_instances")).isEqualTo(before + 1);

        sending(MediaTypes.CONTROL, "{\"name\":\"mine\"}")
                .post("/consumers/made")
                .then()
                .statusCode(409)
                .body("error_code", is(409));

        when().delete("/consumers/made/instances/mine").then().statusCode(204);
        when().delete("/consumers/made/instances/mine")
                .then()
                .statusCode(404)
                .body("message", containsString("instance 'mine' of group 'made'"));
    }

    @Test
    void an_instance_is_created_by_an_empty_body() {
        var id = sending(MediaTypes.CONTROL)
                .post("/consumers/empty")
                .then()
                .statusCode(200)
                .body("instance_id", startsWith("weir-"))
                .extract()
                .jsonPath()
                .getString("instance_id");

        when().delete("/consumers/empty/instances/" + id).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"enable.auto.commit\":false",
                "\"enable.auto.commit\":\"false\"",
                "\"auto.commit.enable\":\"true\"",
                "\"fetch.min.bytes\":\"1\"",
                "\"fetch.min.bytes\":10,\"consumer.request.timeout.ms\":\"500\"",
                "\"auto.offset.reset\":\"latest\",\"isolation.level\":\"read_uncommitted\"",
                "\"assignment\":\"range\",\"session.timeout.ms\":6000"
            })
    void settings_of_other_clients_are_accepted(String fields) {
        try (var consumer = RestConsumer.text("settings", fields)) {
            consumer.get("/assignments").statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"format":"avro"}                 | 422 | format
            {"auto.offset.reset":"newest"}    | 422 | earliest, latest, none
            {"enable.auto.commit":"yes"}      | 422 | true, false
            {"enable.auto.commit":true,"auto.commit.enable":true} | 422 | twice
            {"fetch.min.bytes":-1}            | 422 | whole number
            {"fetch.min.bytes":"x"}           | 422 | whole number
            {"consumer.request.timeout.ms":1.5} | 422 | whole number
            {"isolation.level":"none"}        | 422 | read_committed
            {"assignment":"sticky"}           | 422 | cooperative-sticky
            {"session.timeout.ms":10}         | 422 | 6000
            {"assignment":"consumer","session.timeout.ms":6000} | 422 | brokers
            {"name":"a b"}                    | 422 | name of an instance
            {"name":7}                        | 400 | must be a string
            {"format":["json"]}               | 400 | must be a string
            {"bootstrap.servers":"x"}         | 400 | is not a field
            {"client.id":"x"}                 | 400 | is not a field
            {"name":"a","name":"b"}           | 400 | not JSON
            {"name":"a"} x                    | 400 | not JSON
            []                                | 400 | must be an object
            {                                 | 400 | not JSON
            """)
    void invalid_instances_are_rejected_with_a_message(String body, int status, String words) {
        sending(MediaTypes.CONTROL, body)
                .post("/consumers/refused")
                .then()
                .statusCode(status)
                .body("error_code", is(status))
                .body("message", containsString(words));
    }

    @Test
    void a_deleted_instance_leaves_the_group_at_once(@Partitions(2) TestTopic topic) {
        var group = "leaves-" + topic;
        try (var stays = RestConsumer.text(group).subscribe(topic)) {
            var leaves = RestConsumer.text(group).subscribe(topic);
            stays.awaitPartitions(topic, 1);
            leaves.awaitPartitions(topic, 1);

            leaves.end();

            assertThat(TestTopic.kafka().consumerGroups().describe(group).members())
                    .hasSize(1);
            stays.awaitPartitions(topic, 2);
        }
    }
}
