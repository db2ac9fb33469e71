package dev.weir.topics;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class TopicsResourceTest {

    @Test
    void names_come_first_and_in_order(TestTopic topic) {
        TestTopic.create(topic + ".b", 1);
        TestTopic.create(topic + ".a", 1);

        when().get("/topics")
                .then()
                .statusCode(200)
                .contentType("application/vnd.kafka.v2+json")
                .body("findAll { it.startsWith('" + topic + "') }", contains(topic.name(), topic + ".a", topic + ".b"))
                .body("", everyItem(not(startsWith("__"))));
    }

    @Test
    void kafkas_own_topics_are_listed_on_request() {
        await().untilAsserted(() ->
                when().get("/topics?internal=true").then().statusCode(200).body("", hasItem("__consumer_offsets")));
    }

    @Test
    void details_come_on_request(@Partitions(2) TestTopic topic) {
        send(topic, "partition=0");
        send(topic, "partition=1");
        send(topic, "partition=1");

        when().get("/topics?details=true")
                .then()
                .statusCode(200)
                .body("name", everyItem(not(startsWith("__"))))
                .rootPath("find { it.name == '" + topic + "' }")
                .body("internal", equalTo(false))
                .body("partitions", equalTo(2))
                .body("replication_factor", equalTo(1))
                .body("leaderless", equalTo(0))
                .body("under_replicated", equalTo(0))
                .body("records", equalTo(3))
                .body("bytes", greaterThan(200));
    }

    @Test
    void each_page_of_a_list_links_to_the_next(TestTopic topic) {
        for (var suffix : List.of(".a", ".b", ".C")) {
            TestTopic.create(topic + suffix, 1);
        }

        var first = when().get("/topics?limit=2&prefix=" + topic + ".")
                .then()
                .statusCode(200)
                .body("", contains(topic + ".C", topic + ".a"))
                .header("Link", "<?limit=2&prefix=" + topic + ".&after=" + topic + ".a>; rel=\"next\"")
                .extract()
                .header("Link");
        when().get("/topics" + first.substring(1, first.indexOf('>')))
                .then()
                .statusCode(200)
                .body("", contains(topic + ".b"))
                .header("Link", nullValue());
        when().get("/topics?details=true&limit=1&prefix=" + topic)
                .then()
                .body("name", contains(topic.name()))
                .header("Link", endsWith("after=" + topic + ">; rel=\"next\""));
    }

    @Test
    void names_are_found_by_a_part_in_upper_or_lower_case(TestTopic topic) {
        TestTopic.create(topic + ".Orders", 1);

        when().get("/topics?contains=.orders&prefix=" + topic).then().body("", contains(topic + ".Orders"));
        when().get("/topics?contains=no-such-part&prefix=" + topic).then().body("", hasSize(0));
    }

    @Test
    void a_topic_has_a_name_settings_and_partitions(@Partitions(2) TestTopic topic) {
        when().get("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("", aMapWithSize(3))
                .body("name", equalTo(topic.name()))
                .body("configs.'cleanup.policy'", equalTo("delete"))
                .body("partitions.partition", contains(0, 1))
                .body("partitions.leader", contains(1, 1))
                .body("partitions[0].replicas", hasSize(1))
                .body("partitions[0].replicas[0]", equalTo(Map.of("broker", 1, "leader", true, "in_sync", true)));
    }

    @Test
    void all_settings_are_shown_and_those_that_differ_on_request(TestTopic topic) {
        sending("application/json", "{\"configs\":{\"retention.ms\":\"60000\"}}")
                .patch("/admin/topics/" + topic)
                .then()
                .statusCode(204);

        when().get("/topics/" + topic + "?configs=changed")
                .then()
                .body("configs.'retention.ms'", equalTo("60000"))
                .body("configs", not(hasKey("segment.bytes")));
        when().get("/topics/" + topic)
                .then()
                .body("configs.'retention.ms'", equalTo("60000"))
                .body("configs.'segment.bytes'", equalTo("1073741824"));
    }

    @Test
    void partitions_are_listed_without_the_rest_of_the_topic(@Partitions(3) TestTopic topic) {
        when().get("/topics/" + topic + "/partitions")
                .then()
                .statusCode(200)
                .body("partition", contains(0, 1, 2))
                .body("replicas[2][0].in_sync", equalTo(true));
        when().get("/topics/" + topic + "/partitions/2")
                .then()
                .statusCode(200)
                .body("partition", equalTo(2))
                .body("leader", equalTo(1));
    }

    @Test
    void a_partition_has_a_beginning_and_an_end(TestTopic topic) throws Exception {
        for (int i = 0; i < 5; i++) {
            send(topic, "key=k");
        }
        TestTopic.kafka()
                .getOrCreateAdminClient()
                .deleteRecords(Map.of(new TopicPartition(topic.name(), 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get();

        when().get("/topics/" + topic + "/partitions/0/offsets")
                .then()
                .statusCode(200)
                .body("", equalTo(Map.of("beginning_offset", 2, "end_offset", 5)));
        when().get("/topics/" + topic + "/size")
                .then()
                .statusCode(200)
                .body("records", equalTo(3))
                .body("bytes", greaterThan(0))
                .body("partitions", hasSize(1))
                .body("partitions[0].beginning_offset", equalTo(2))
                .body("partitions[0].end_offset", equalTo(5))
                .body("partitions[0].records", equalTo(3));
    }

    @Test
    void kafkas_own_topics_can_be_looked_at() {
        await().untilAsserted(() ->
                when().get("/topics/__consumer_offsets").then().statusCode(200).body("partitions", hasSize(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/partitions", "/partitions/0", "/partitions/0/offsets", "/size"})
    void an_unknown_topic_is_not_found(String rest) {
        when().get("/topics/TopicsResourceTest.unknown" + rest)
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", equalTo("There is no topic 'TopicsResourceTest.unknown'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/partitions/2", "/partitions/2/offsets", "/partitions/-1"})
    void an_unknown_partition_is_not_found(String rest, @Partitions(2) TestTopic topic) {
        when().get("/topics/" + topic + rest)
                .then()
                .statusCode(404)
                .body("message", allOf(containsString("has no partition"), containsString("its last is 1")));
    }

    @ParameterizedTest
    @CsvSource({
        "/topics?detail=true, 'known are after, contains, details'",
        "/topics?limit=0, 'limit is 1 to 1000, not 0'",
        "/topics?limit=1001, 'limit is 1 to 1000, not 1001'",
        "/topics?limit=some, not of its type",
        "/topics/t?every=true, known are all",
        "/topics/t/partitions?x=1, there are none",
        "/topics/a%20b, Not a topic name",
        "/topics/t/partitions/one, not of its type",
        "/cluster?x=1, there are none",
        "/brokers?x=1, there are none",
        "/?x=1, there are none"
    })
    void refuses_a_question_that_makes_no_sense(String address, String reason) {
        given().urlEncodingEnabled(false)
                .get(address)
                .then()
                .statusCode(400)
                .body("error_code", equalTo(400))
                .body("message", containsString(reason));
    }

    @Test
    void the_brokers_are_listed_by_number() {
        when().get("/brokers").then().statusCode(200).body("", equalTo(Map.of("brokers", List.of(1))));
    }

    @Test
    void the_cluster_has_an_id_a_controller_and_brokers() {
        when().get("/cluster")
                .then()
                .statusCode(200)
                .body("cluster_id", notNullValue())
                .body("controller", equalTo(1))
                .body("brokers", hasSize(1))
                .body("brokers[0].broker", equalTo(1))
                .body("brokers[0].host", equalTo("127.0.0.1"))
                .body("brokers[0].port", greaterThan(0))
                .body("brokers[0].rack", nullValue())
                .body("brokers[0].controller", equalTo(true));
    }

    @Test
    void a_broker_has_settings_without_secrets() {
        when().get("/cluster/brokers/1/configs")
                .then()
                .statusCode(200)
                .body("find { it.name == 'node.id' }.value", equalTo("1"))
                .body("find { it.name == 'node.id' }.source", equalTo("static_broker_config"))
                .body("find { it.name == 'node.id' }.read_only", equalTo(true))
                .body("source", not(hasItem("default_config")));
        when().get("/cluster/brokers/1/configs?all=true")
                .then()
                .body("source", hasItem("default_config"))
                .body("findAll { it.sensitive }.value", everyItem(nullValue()))
                .body("findAll { it.sensitive }.name", hasItem("ssl.keystore.password"));
        when().get("/cluster/brokers/77/configs")
                .then()
                .statusCode(404)
                .body("message", equalTo("There is no running broker 77"));
    }

    @Test
    void the_cluster_has_features_and_quotas() throws Exception {
        when().get("/cluster/features")
                .then()
                .statusCode(200)
                .body("find { it.feature == 'metadata.version' }.level", greaterThan(0))
                .body("find { it.feature == 'metadata.version' }.max_supported", greaterThan(0));
        Map<String, String> everyone = new HashMap<>();
        everyone.put("client-id", "TopicsResourceTest-quota");
        everyone.put("user", null);
        var limit = new ClientQuotaAlteration.Op("producer_byte_rate", 1_048_576.0);
        TestTopic.kafka()
                .getOrCreateAdminClient()
                .alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(everyone), List.of(limit))))
                .all()
                .get();

        await().untilAsserted(() -> when().get("/cluster/quotas")
                .then()
                .statusCode(200)
                .rootPath("find { it.entity.'client-id' == 'TopicsResourceTest-quota' }")
                .body("entity", hasEntry("user", (String) null))
                .body("limits.producer_byte_rate", equalTo(1_048_576.0f)));
    }

    @Test
    void the_root_returns_the_version() {
        when().get("/").then().statusCode(200).body("", aMapWithSize(1)).body("bridge_version", notNullValue());
    }

    @Test
    void responses_are_plain_json_where_the_client_accepts_only_that() {
        given().accept("application/json")
                .get("/topics")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/json"));
        given().accept("text/html").get("/topics").then().statusCode(406);
    }

    private static void send(TestTopic topic, String query) {
        sending("text/plain", "value of some length")
                .post("/topics/" + topic + "/records?" + query)
                .then()
                .statusCode(200);
    }

    @Test
    void an_address_that_is_nowhere_is_still_not_found() {
        for (var address : Set.of("/nowhere", "/brokers/1", "/topics/t/nowhere")) {
            when().get(address).then().statusCode(404).body("message", equalTo("There is nothing at this address"));
        }
    }
}
