package dev.weir.topics;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class TopicsAdminResourceTest {

    @Test
    void a_topic_is_created_with_the_requested_settings() {
        create("\"topic_name\":\"TopicsAdmin.made\",\"partitions_count\":3,\"replication_factor\":1,"
                        + "\"configs\":{\"retention.ms\":\"60000\",\"segment.bytes\":2097152}")
                .statusCode(201)
                .header("Location", "/topics/TopicsAdmin.made")
                .body("", aMapWithSize(0));

        when().get("/topics/TopicsAdmin.made")
                .then()
                .statusCode(200)
                .body("partitions", hasSize(3))
                .body("configs.'retention.ms'", equalTo("60000"))
                .body("configs.'segment.bytes'", equalTo("2097152"));
    }

    @Test
    void a_topic_is_created_with_the_defaults_of_the_broker() {
        create("\"topic_name\":\"TopicsAdmin.default\"").statusCode(201);

        when().get("/topics/TopicsAdmin.default").then().statusCode(200).body("partitions", hasSize(1));
    }

    @Test
    void a_topic_that_was_missed_a_moment_ago_can_be_written_as_soon_as_it_is_made() {
        send("TopicsAdmin.missed", 404);

        create("\"topic_name\":\"TopicsAdmin.missed\"").statusCode(201);

        send("TopicsAdmin.missed", 200);
    }

    @Test
    void a_topic_that_is_only_validated_is_not_made() {
        create("\"topic_name\":\"TopicsAdmin.validated\",\"validate_only\":true")
                .statusCode(200)
                .body("", aMapWithSize(0));
        create("\"topic_name\":\"TopicsAdmin.validated\",\"validate_only\":true,\"replication_factor\":2")
                .statusCode(422);

        when().get("/topics/TopicsAdmin.validated").then().statusCode(404);
    }

    @Test
    void a_topic_that_is_there_is_a_conflict(TestTopic topic) {
        create("\"topic_name\":\"" + topic + "\"")
                .statusCode(409)
                .body("error_code", equalTo(409))
                .body("message", containsString(topic.name()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            422 | "topic_name":"t","replication_factor":3                    | replication factor
            422 | "topic_name":"t","configs":{"colour":"red"}                | colour
            422 | "topic_name":"t","configs":{"retention.ms":"long"}         | retention.ms
            422 | "topic_name":"t","configs":{"retention.ms":null}           | $.configs
            422 | "partitions_count":3                                       | $.topic_name
            422 | "topic_name":"t","partitions_count":0                      | $.partitions_count
            422 | "topic_name":"t","replication_factor":-1                   | $.replication_factor
            400 | "topic_name":"a b"                                         | Not a topic name
            400 | "topic_name":"t","partitions_count":"3"                    | $.partitions_count
            400 | "topic_name":"t","partitions_count":1.9                    | $.partitions_count
            400 | "topic_name":"t","replication_factor":99999                | $.replication_factor
            400 | "topic_name":"t","validate_only":"yes"                     | $.validate_only
            400 | "topic_name":"t","configs":["a"]                           | $.configs
            400 | "topic_name":"t","partitions":3                            | $.partitions
            400 | "topic_name":"t","topic_name":"u"                          | Duplicate field
            403 | "topic_name":"__t"                                         | Kafka's own
            """)
    void an_invalid_topic_is_rejected_with_the_reason(int status, String body, String reason) {
        create(body)
                .statusCode(status)
                .body("error_code", equalTo(status))
                .body("message", containsString(reason))
                .body("message", not(containsString("org.apache")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{"})
    void refuses_a_body_that_is_none(String body) {
        sending("application/json", body).post("/admin/topics").then().statusCode(400);
    }

    @Test
    void partitions_are_added_and_can_be_written_at_once(TestTopic topic) {
        send(topic.name(), 200);

        change(topic, "\"partitions_count\":3").statusCode(204);

        when().get("/topics/" + topic).then().body("partitions", hasSize(3));
        sending("text/plain", "v")
                .post("/topics/" + topic + "/records?partition=2")
                .then()
                .statusCode(200)
                .body("partition", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void partitions_are_never_taken_away(int count, @Partitions(2) TestTopic topic) {
        change(topic, "\"partitions_count\":" + count)
                .statusCode(422)
                .body("message", containsString("2 partition(s)"));
    }

    @Test
    void settings_are_changed_and_reset(TestTopic topic) {
        change(topic, "\"configs\":{\"retention.ms\":\"60000\",\"segment.bytes\":\"2097152\"}")
                .statusCode(204);
        change(topic, "\"configs\":{\"retention.ms\":null,\"max.message.bytes\":\"5000\"}")
                .statusCode(204);

        when().get("/topics/" + topic + "?configs=changed")
                .then()
                .body("configs", not(hasKey("retention.ms")))
                .body("configs.'segment.bytes'", equalTo("2097152"))
                .body("configs.'max.message.bytes'", equalTo("5000"));
    }

    @Test
    void nothing_is_done_by_halves(TestTopic topic) {
        change(topic, "\"partitions_count\":3,\"configs\":{\"colour\":\"red\"}")
                .statusCode(422)
                .body("message", containsString("colour"));
        change(topic, "\"partitions_count\":1,\"configs\":{\"retention.ms\":\"60000\"}")
                .statusCode(422);

        when().get("/topics/" + topic + "?configs=changed")
                .then()
                .body("partitions", hasSize(1))
                .body("configs", not(hasKey("retention.ms")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            422 | {}                                      | nothing would change
            422 | {"configs":{}}                          | nothing would change
            422 | {"partitions_count":0}                  | $.partitions_count
            422 | {"configs":{"retention.ms":"-7"}}       | retention.ms
            400 | {"partitions_count":"7"}                | $.partitions_count
            400 | {"partitions_count":2,"replication_factor":1}                | $.replication_factor
            400 | null                                    | body
            """)
    void refuses_a_change_that_cannot_be_made(int status, String body, String reason, TestTopic topic) {
        sending("application/json", body)
                .patch("/admin/topics/" + topic)
                .then()
                .statusCode(status)
                .body("message", containsString(reason));
    }

    @Test
    void a_deleted_topic_is_unknown_to_every_route_at_once(TestTopic topic) {
        send(topic.name(), 200);

        when().delete("/admin/topics/" + topic).then().statusCode(204);

        when().get("/topics/" + topic).then().statusCode(404);
        send(topic.name(), 404);
    }

    @Test
    void records_before_an_offset_are_deleted(@Partitions(2) TestTopic topic) {
        for (int i = 0; i < 5; i++) {
            sendTo(topic, i % 2);
        }

        truncate(topic, "{\"before\":{\"0\":2,\"1\":-1}}")
                .statusCode(200)
                .body("before", equalTo(Map.of("0", 2, "1", 2)));

        when().get("/topics/" + topic + "/size")
                .then()
                .body("partitions.beginning_offset", contains(2, 2))
                .body("partitions.end_offset", contains(3, 2))
                .body("records", equalTo(1));
    }

    @Test
    void nothing_is_truncated_where_one_offset_is_beyond_the_end(@Partitions(2) TestTopic topic) {
        sendTo(topic, 0);

        truncate(topic, "{\"before\":{\"0\":1,\"1\":1}}")
                .statusCode(422)
                .body("message", containsString("partition 1 ends at 0"));

        assertThat(topic.values()).hasSize(1);
    }

    @Test
    void kafka_gives_its_reason_for_not_truncating(TestTopic topic) {
        change(topic, "\"configs\":{\"cleanup.policy\":\"compact\"}").statusCode(204);
        sending("text/plain", "v")
                .post("/topics/" + topic + "/records?key=k")
                .then()
                .statusCode(200);

        truncate(topic, "{\"before\":{\"0\":1}}").statusCode(422).body("error_code", equalTo(422));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            404 | {"before":{"7":0}}         | its last is 0
            422 | {}                         | $.before
            422 | {"before":{}}              | $.before
            422 | {"before":{"0":-2}}        | $.before.0
            422 | {"before":{"0":null}}      | $.before.0
            400 | {"before":{"0":"1"}}       | $.before
            400 | {"before":{"x":1}}         | $.before
            400 | {"before":[1]}             | $.before
            400 | {"before":{"0":0},"after":1}          | $.after
            400 | ``                         | body
            """)
    void refuses_a_truncation_that_cannot_be_done(int status, String body, String reason, TestTopic topic) {
        truncate(topic, body).statusCode(status).body("message", containsString(reason));
    }

    @ParameterizedTest
    @CsvSource({"DELETE,''", "PATCH,''", "POST,/truncate"})
    void an_unknown_topic_is_not_found(String method, String rest) {
        administer(method, "TopicsAdmin.unknown" + rest)
                .statusCode(404)
                .body("message", equalTo("There is no topic 'TopicsAdmin.unknown'"));
    }

    @ParameterizedTest
    @CsvSource({"DELETE,''", "PATCH,''", "POST,/truncate"})
    void kafkas_own_topics_are_protected(String method, String rest) {
        administer(method, "__consumer_offsets" + rest).statusCode(403).body("message", containsString("Kafka's own"));
    }

    private static ValidatableResponse administer(String method, String rest) {
        var body = method.equals("PATCH") ? "{\"partitions_count\":9}" : "{\"before\":{\"0\":0}}";
        var request = method.equals("DELETE") ? sending("application/json") : sending("application/json", body);
        return request.request(method, "/admin/topics/" + rest).then();
    }

    private static ValidatableResponse create(String fields) {
        return sending("application/json", "{" + fields + "}")
                .post("/admin/topics")
                .then();
    }

    private static ValidatableResponse change(TestTopic topic, String fields) {
        return sending("application/vnd.kafka.v2+json", "{" + fields + "}")
                .patch("/admin/topics/" + topic)
                .then();
    }

    private static ValidatableResponse truncate(TestTopic topic, String body) {
        return sending("application/json", body)
                .post("/admin/topics/" + topic + "/truncate")
                .then();
    }

    private static void send(String topic, int status) {
        sending("text/plain", "v").post("/topics/" + topic + "/records").then().statusCode(status);
    }

    private static void sendTo(TestTopic topic, int partition) {
        sending("text/plain", "v")
                .post("/topics/" + topic + "/records?partition=" + partition)
                .then()
                .statusCode(200);
    }
}
