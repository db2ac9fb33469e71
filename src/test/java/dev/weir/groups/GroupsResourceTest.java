package dev.weir.groups;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.broker.TestBroker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class GroupsResourceTest {

    @Test
    void groups_are_listed_with_state_and_lag(@Partitions(2) TestTopic topic) {
        send(topic, 0, 3);
        send(topic, 1, 2);
        Reader.commit(topic.name(), Map.of(at(topic, 0), 1L, at(topic, 1), 2L));

        when().get("/groups")
                .then()
                .statusCode(200)
                .contentType("application/vnd.kafka.v2+json")
                .rootPath("find { it.group == '" + topic + "' }")
                .body("state", equalTo("Empty"))
                .body("type", equalTo("classic"))
                .body("protocol", equalTo(""))
                .body("lag", equalTo(2));
    }

    @Test
    void groups_come_in_pages_with_the_lag_of_the_page_or_without_any(TestTopic topic) {
        send(topic, 0, 3);
        for (var suffix : List.of("-a", "-b", "-c")) {
            Reader.commit(topic + suffix, Map.of(at(topic, 0), 1L));
        }

        when().get("/groups?limit=2&prefix=" + topic)
                .then()
                .statusCode(200)
                .body("group", contains(topic + "-a", topic + "-b"))
                .body("lag", contains(2, 2))
                .header("Link", "<?limit=2&prefix=" + topic + "&after=" + topic + "-b>; rel=\"next\"");
        when().get("/groups?lag=false&after=" + topic + "-b&prefix=" + topic)
                .then()
                .statusCode(200)
                .body("group", contains(topic + "-c"))
                .body("state", contains("Empty"))
                .body("lag", contains(nullValue()))
                .header("Link", nullValue());
        when().get("/groups?contains=" + topic.name().toLowerCase(Locale.ROOT) + "-C")
                .then()
                .body("group", contains(topic + "-c"));
    }

    @Test
    void the_lag_of_a_group_is_returned_by_partition_and_in_time(@Partitions(3) TestTopic topic) {
        send(topic, 0, 3);
        send(topic, 1, 2);
        Reader.commit(topic.name(), Map.of(at(topic, 0), 1L, at(topic, 1), 2L));

        when().get("/groups/" + topic + "/offsets")
                .then()
                .statusCode(200)
                .body("group", equalTo(topic.name()))
                .body("state", equalTo("Empty"))
                .body("lag", equalTo(2))
                .body("lag_ms", allOf(greaterThan(0), lessThan(60_000)))
                .body("partitions.partition", contains(0, 1))
                .body("partitions.committed", contains(1, 2))
                .body("partitions.end", contains(3, 2))
                .body("partitions.lag", contains(2, 0))
                .body("partitions[0].lag_ms", greaterThan(0))
                .body("partitions[1].lag_ms", equalTo(0))
                .body("partitions.member_id", contains(nullValue(), nullValue()));
    }

    @Test
    void the_lag_in_time_is_that_of_the_record_at_the_committed_offset(TestTopic topic) {
        long now = System.currentTimeMillis();
        for (long age : new long[] {500_000, 300_000, 100_000}) {
            sending("text/plain", "v")
                    .post("/topics/" + topic + "/records?timestamp=" + (now - age))
                    .then()
                    .statusCode(200);
        }
        Reader.commit(topic.name(), Map.of(at(topic, 0), 1L));

        when().get("/groups/" + topic + "/offsets")
                .then()
                .body("lag_ms", allOf(greaterThanOrEqualTo(300_000), lessThan(400_000)));
    }

    @Test
    void the_lag_in_time_is_that_of_the_oldest_record_where_the_committed_one_was_deleted(TestTopic topic) {
        long now = System.currentTimeMillis();
        for (long age : new long[] {500_000, 300_000}) {
            sending("text/plain", "v")
                    .post("/topics/" + topic + "/records?timestamp=" + (now - age))
                    .then()
                    .statusCode(200);
        }
        Reader.commit(topic.name(), Map.of(at(topic, 0), 0L));
        sending("application/json", "{\"before\":{\"0\":1}}")
                .post("/admin/topics/" + topic + "/truncate")
                .then()
                .statusCode(200);

        when().get("/groups/" + topic + "/offsets")
                .then()
                .body("lag", equalTo(2))
                .body("lag_ms", allOf(greaterThanOrEqualTo(300_000), lessThan(400_000)));
    }

    @Test
    void the_mark_of_a_transaction_is_no_record_to_wait_for(TestTopic topic) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "transactional.id", topic.name());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.name(), "v")).get();
            producer.commitTransaction();
        }
        Reader.commit(topic.name(), Map.of(at(topic, 0), 1L));

        when().get("/groups/" + topic + "/offsets")
                .then()
                .body("partitions[0].end", equalTo(2))
                .body("partitions[0].lag", equalTo(0))
                .body("partitions[0].lag_ms", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({"classic,range", "consumer,uniform"})
    void a_group_is_described_with_its_members(String protocol, String assignor, @Partitions(2) TestTopic topic) {
        send(topic, 0, 3);
        try (var member = Reader.join(topic.name(), "client-1", protocol, topic.name())) {
            member.commit(at(topic, 0), 1);

            when().get("/groups/" + topic)
                    .then()
                    .statusCode(200)
                    .body("group", equalTo(topic.name()))
                    .body("type", equalTo(protocol))
                    .body("protocol", equalTo("consumer"))
                    .body("state", equalTo("Stable"))
                    .body("assignor", equalTo(assignor))
                    .body("coordinator.broker", equalTo(1))
                    .body("coordinator.host", equalTo("127.0.0.1"))
                    .body("members", hasSize(1))
                    .body("members[0].member_id", equalTo(member.memberId()))
                    .body("members[0].instance_id", nullValue())
                    .body("members[0].client_id", equalTo("client-1"))
                    .body("members[0].host", equalTo("127.0.0.1"))
                    .body("members[0].partitions.topic", contains(topic.name(), topic.name()))
                    .body("members[0].partitions.partition", contains(0, 1));
            when().get("/groups/" + topic + "/offsets")
                    .then()
                    .statusCode(200)
                    .body("lag", equalTo(2))
                    .body("partitions.committed", contains(1, null))
                    .body("partitions.lag", contains(2, null))
                    .body("partitions.client_id", contains("client-1", "client-1"))
                    .body("partitions[1].member_id", equalTo(member.memberId()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void a_group_with_members_is_not_changed_and_the_error_names_them(String protocol, TestTopic topic) {
        try (var member = Reader.join(topic.name(), "client-7", protocol, topic.name())) {
            reset(topic, "{\"to\":\"latest\",\"dry_run\":false}")
                    .statusCode(409)
                    .body("error_code", equalTo(409))
                    .body("message", allOf(containsString(member.memberId()), containsString("client-7")));
            when().delete("/groups/" + topic).then().statusCode(409).body("message", containsString(member.memberId()));
            member.commit(at(topic, 0), 0);
            when().delete("/groups/" + topic + "/offsets/" + topic).then().statusCode(409);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void a_dry_run_shows_the_effect_while_the_group_has_members(String protocol, TestTopic topic) {
        send(topic, 0, 2);
        try (var member = Reader.join(topic.name(), "client-8", protocol, topic.name())) {
            member.commit(at(topic, 0), 2);

            reset(topic, "{\"to\":\"earliest\"}")
                    .statusCode(200)
                    .body("dry_run", equalTo(true))
                    .body("members", equalTo(1))
                    .body("partitions[0].before", equalTo(2))
                    .body("partitions[0].after", equalTo(0))
                    .body("partitions[0].effect", equalTo("repeat"));

            assertThat(topic.committed(topic.name())).isEqualTo(2);
        }
    }

    @Test
    void weirs_own_group_is_a_group_like_others() {
        await().untilAsserted(() -> when().get("/groups").then().body("group", hasItem("weir-web-log")));
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "GET,/offsets", "DELETE,''", "DELETE,/offsets/t"})
    void an_unknown_group_is_not_found(String method, String rest) {
        when().request(method, "/groups/GroupsResourceTest.unknown" + rest)
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", equalTo("There is no group 'GroupsResourceTest.unknown'"));
    }

    @Test
    void a_deleted_group_is_unknown(TestTopic topic) {
        Reader.commit(topic.name(), Map.of(at(topic, 0), 0L));

        when().delete("/groups/" + topic).then().statusCode(204);

        when().get("/groups/" + topic).then().statusCode(404);
        when().get("/groups").then().body("group", not(hasItem(topic.name())));
    }

    @Test
    void the_offsets_of_one_topic_are_deleted(TestTopic topic) {
        var other = TestTopic.create(topic + ".other", 1);
        Reader.commit(topic.name(), Map.of(at(topic, 0), 0L, at(other, 0), 0L));

        when().delete("/groups/" + topic + "/offsets/" + topic).then().statusCode(204);

        when().get("/groups/" + topic + "/offsets").then().body("partitions.topic", contains(other.name()));
        when().delete("/groups/" + topic + "/offsets/" + topic)
                .then()
                .statusCode(404)
                .body("message", containsString("has no offsets of topic"));
    }

    @Test
    void a_reset_commits_nothing_unless_dry_run_is_false(@Partitions(2) TestTopic topic) {
        send(topic, 0, 3);
        send(topic, 1, 2);
        Reader.commit(topic.name(), Map.of(at(topic, 0), 2L, at(topic, 1), 1L));

        reset(topic, "{\"to\":\"earliest\"}")
                .statusCode(200)
                .body("group", equalTo(topic.name()))
                .body("dry_run", equalTo(true))
                .body("partitions.topic", contains(topic.name(), topic.name()))
                .body("partitions.partition", contains(0, 1))
                .body("partitions.before", contains(2, 1))
                .body("partitions.after", contains(0, 0))
                .body("partitions.effect", contains("repeat", "repeat"))
                .body("partitions.records", contains(2, 1));
        assertThat(topic.committed(topic.name())).isEqualTo(2);

        reset(topic, "{\"to\":\"earliest\",\"dry_run\":false}").statusCode(200).body("dry_run", equalTo(false));
        assertThat(topic.committed(topic.name())).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "to":"earliest"                                | 1 | repeat | 3
            "to":"latest"                                  | 6 | skip   | 2
            "to":"offset","value":2                        | 2 | repeat | 2
            "to":"offset","value":4                        | 4 | none   | 0
            "to":"offset","value":99                       | 6 | skip   | 2
            "to":"offset","value":0                        | 1 | repeat | 3
            "to":"shift","value":1                         | 5 | skip   | 1
            "to":"shift","value":-2                        | 2 | repeat | 2
            "to":"shift","value":-99                       | 1 | repeat | 3
            "to":"shift","value":9223372036854775807       | 6 | skip   | 2
            "to":"timestamp","value":1700000003000         | 3 | repeat | 1
            "to":"timestamp","value":"2023-11-14T22:13:23Z"| 3 | repeat | 1
            "to":"timestamp","value":"2023-11-15T00:13:22.500+02:00"| 3 | repeat | 1
            "to":"timestamp","value":1900000000000         | 6 | skip   | 2
            """)
    void an_offset_is_moved_in_every_way(String order, int after, String effect, int records, TestTopic topic) {
        for (int i = 0; i < 6; i++) {
            sending("text/plain", "v")
                    .post("/topics/" + topic + "/records?timestamp=" + (1_700_000_000_000L + i * 1000L))
                    .then()
                    .statusCode(200);
        }
        sending("application/json", "{\"before\":{\"0\":1}}")
                .post("/admin/topics/" + topic + "/truncate")
                .then()
                .statusCode(200);
        Reader.commit(topic.name(), Map.of(at(topic, 0), 4L));

        reset(topic, "{" + order + ",\"dry_run\":false}")
                .statusCode(200)
                .body("partitions[0].before", equalTo(4))
                .body("partitions[0].after", equalTo(after))
                .body("partitions[0].effect", equalTo(effect))
                .body("partitions[0].records", equalTo(records));

        assertThat(topic.committed(topic.name())).isEqualTo(after);
    }

    @Test
    void a_reset_can_be_of_some_topics_and_partitions(@Partitions(2) TestTopic topic) {
        var other = TestTopic.create(topic + ".other", 2);
        Reader.commit(topic.name(), Map.of(at(topic, 0), 0L, at(other, 1), 0L));

        reset(
                        topic,
                        "{\"to\":\"latest\",\"topics\":[\"" + topic + "\"],\"partitions\":[{\"topic\":\"" + other
                                + "\",\"partition\":0}]}")
                .statusCode(200)
                .body("partitions.topic", contains(topic.name(), topic.name(), other.name()))
                .body("partitions.partition", contains(0, 1, 0))
                .body("partitions.before", contains(0, null, null))
                .body("partitions.effect", contains("none", "begin", "begin"))
                .body("partitions[1].records", nullValue());
    }

    @Test
    void a_reset_creates_a_group_at_the_requested_offsets(TestTopic topic) {
        send(topic, 0, 3);

        reset(topic, "{\"to\":\"latest\",\"topics\":[\"" + topic + "\"],\"dry_run\":false}")
                .statusCode(200)
                .body("partitions[0].before", nullValue())
                .body("partitions[0].after", equalTo(3))
                .body("partitions[0].effect", equalTo("begin"));

        assertThat(topic.committed(topic.name())).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            404 | "to":"latest"                                                | There is no group
            404 | "to":"latest","topics":["GroupsResourceTest.never"]          | There is no topic
            404 | "to":"latest","partitions":[{"topic":"T","partition":7}]     | its last is 0
            422 | "to":"shift","value":1,"topics":["T"]                        | nothing is committed
            422 | "value":1                                                    | $.to
            422 | "to":"offset"                                                | $.value
            422 | "to":"timestamp"                                             | $.value
            422 | "to":"shift"                                                 | $.value
            422 | "to":"latest","partitions":[{"topic":"T"}]                   | $.partitions
            400 | "to":"latest","value":1                                      | $.value
            400 | "to":"offset","value":-1                                     | $.value
            400 | "to":"offset","value":"7"                                    | $.value
            400 | "to":"offset","value":1.5                                    | $.value
            400 | "to":"offset","value":99999999999999999999                   | $.value
            400 | "to":"timestamp","value":"yesterday"                         | $.value
            400 | "to":"timestamp","value":-1                                  | $.value
            400 | "to":"middle"                                                | $.to
            400 | "to":"latest","dry_run":"no"                                 | $.dry_run
            400 | "to":"latest","topics":["a b"]                               | Not a topic name
            400 | "to":"latest","topics":"T"                                   | $.topics
            400 | "to":"latest","colour":"red"                                 | $.colour
            """)
    void refuses_a_reset_that_makes_no_sense(int status, String fields, String reason, TestTopic topic) {
        reset(topic, "{" + fields.replace("\"T\"", "\"" + topic + "\"") + "}")
                .statusCode(status)
                .body("error_code", equalTo(status))
                .body("message", containsString(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{"})
    void refuses_a_body_that_is_none(String body, TestTopic topic) {
        reset(topic, body).statusCode(400);
    }

    @Test
    void refuses_an_id_that_cannot_be_seen() {
        for (var id : List.of("%20", "a%00b", "x".repeat(256))) {
            given().urlEncodingEnabled(false)
                    .get("/groups/" + id)
                    .then()
                    .statusCode(400)
                    .body("message", containsString("Not a group"));
        }
    }

    private static ValidatableResponse reset(TestTopic group, String body) {
        return sending("application/json", body)
                .post("/groups/" + group + "/offsets")
                .then();
    }

    private static TopicPartition at(TestTopic topic, int partition) {
        return new TopicPartition(topic.name(), partition);
    }

    private static void send(TestTopic topic, int partition, int count) {
        for (int i = 0; i < count; i++) {
            sending("text/plain", "v")
                    .post("/topics/" + topic + "/records?partition=" + partition)
                    .then()
                    .statusCode(200);
        }
    }
}
