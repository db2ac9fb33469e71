package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static dev.weir.access.WithKeys.ADMIN;
import static dev.weir.access.WithKeys.ORDERS;
import static dev.weir.access.WithKeys.ORDERS_TOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Names that a policy does not see: in bodies, patterns, lists, and those that come about later. */
@QuarkusTest
@TestProfile(WithKeys.class)
class NamesInBodiesTest {

    private static final String JSON = "application/json";

    private static RequestSpecification json(String key, String body) {
        return as(key).contentType(JSON).body(body);
    }

    private static String instance(String key, String group) {
        return json(key, "{\"format\":\"text\",\"auto.offset.reset\":\"earliest\"}")
                .post("/consumers/" + group)
                .then()
                .statusCode(200)
                .extract()
                .path("instance_id");
    }

    @Test
    void a_topic_is_created_by_a_client_that_may_create_one_of_its_name() {
        json(ORDERS, "{\"topic_name\":\"payments-created\"}")
                .post("/admin/topics")
                .then()
                .statusCode(403);
        json(ORDERS, "{\"topic_name\":\"orders-created\",\"partitions_count\":1,\"replication_factor\":1}")
                .post("/admin/topics")
                .then()
                .statusCode(201);
    }

    @Test
    void lists_have_what_a_client_may_describe() {
        TestTopic.create("orders-listed", 1);
        TestTopic.create("payments-listed", 1);

        as(ORDERS).get("/topics").then().body("", hasItem("orders-listed")).body("", not(hasItem("payments-listed")));
        as(ORDERS).get("/topics?details=true").then().body("name", not(hasItem("payments-listed")));
        as(ORDERS).get("/topics?internal=true").then().body("", not(hasItem("__consumer_offsets")));
        as(ADMIN).get("/topics").then().body("", hasItem("payments-listed"));
    }

    @Test
    void pages_are_full_of_what_a_client_may_describe() {
        for (var name : List.of("orders-page-1", "payments-page-1", "payments-page-2", "orders-page-2")) {
            TestTopic.create(name, 1);
        }

        as(ORDERS)
                .get("/topics?contains=s-page-&limit=2")
                .then()
                .body("", contains("orders-page-1", "orders-page-2"))
                .header("Link", nullValue());
        as(ORDERS)
                .get("/topics?contains=s-page-&limit=1&after=orders-page-1")
                .then()
                .body("", contains("orders-page-2"))
                .header("Link", nullValue());
    }

    @Test
    void groups_and_their_topics_are_shown_to_a_client_that_may_describe_them() {
        var mine = TestTopic.create("orders-lag", 1);
        var other = TestTopic.create("payments-lag", 1);
        commit("orders-lag-group", mine, other);
        commit("payments-lag-group", other);

        as(ORDERS)
                .get("/groups")
                .then()
                .body("group", hasItem("orders-lag-group"))
                .body("group", not(hasItem("payments-lag-group")));
        as(ORDERS)
                .get("/groups/orders-lag-group/offsets")
                .then()
                .body("partitions.topic", equalTo(List.of("orders-lag")));
        as(ADMIN)
                .get("/groups/orders-lag-group/offsets")
                .then()
                .body("partitions.topic", containsInAnyOrder("orders-lag", "payments-lag"));
        as(ORDERS).get("/groups/payments-lag-group/offsets").then().statusCode(403);
    }

    @Test
    void a_reset_moves_only_topics_whose_offsets_the_client_may_move_also_where_it_names_none() {
        var mine = TestTopic.create("orders-reset", 1);
        var other = TestTopic.create("payments-reset", 1);
        commit("orders-reset-group", mine, other);
        var reset = "/groups/orders-reset-group/offsets";

        json(ORDERS, "{\"to\":\"latest\"}").post(reset).then().statusCode(403);
        json(ORDERS, "{\"to\":\"latest\",\"topics\":[\"payments-reset\"]}")
                .post(reset)
                .then()
                .statusCode(403);
        json(ORDERS, "{\"to\":\"latest\",\"partitions\":[{\"topic\":\"payments-reset\",\"partition\":0}]}")
                .post(reset)
                .then()
                .statusCode(403);
        json(ORDERS, "{\"to\":\"latest\",\"topics\":[\"orders-reset\"],\"dry_run\":false}")
                .post(reset)
                .then()
                .statusCode(200);
        as(ORDERS).delete(reset + "/payments-reset").then().statusCode(403);
    }

    @Test
    void an_instance_reads_topics_that_its_client_may_read() {
        var other = TestTopic.create("payments-instance", 1);
        var instance = "/consumers/orders-names/instances/" + instance(ORDERS, "orders-names");

        json(ORDERS, "{\"topics\":[\"orders-x\",\"payments-instance\"]}")
                .post(instance + "/subscription")
                .then()
                .statusCode(403);
        json(ORDERS, "{\"topics\":[\"__consumer_offsets\"]}")
                .post(instance + "/subscription?internal=true")
                .then()
                .statusCode(403);
        json(ORDERS, "{\"partitions\":[{\"topic\":\"payments-instance\",\"partition\":0}]}")
                .post(instance + "/assignments")
                .then()
                .statusCode(403);
        json(ORDERS, "{\"offsets\":[{\"topic\":\"payments-instance\",\"partition\":0,\"offset\":0}]}")
                .post(instance + "/offsets")
                .then()
                .statusCode(403);
        json(ORDERS, "{}").post("/consumers/payments-group").then().statusCode(403);
        as(ORDERS).delete(instance).then().statusCode(204);
        assertThat(other.committed("orders-names")).isZero();
    }

    @Test
    void a_pattern_matches_topics_that_its_client_may_read() {
        var mine = TestTopic.create("orders-pattern", 1);
        TestTopic.create("payments-pattern", 1);
        var instance = "/consumers/orders-patterns/instances/" + instance(ORDERS, "orders-patterns");

        json(ORDERS, "{\"topic_pattern\":\".*-pattern\"}")
                .post(instance + "/subscription")
                .then()
                .statusCode(204);

        Deadlines.await().untilAsserted(() -> as(ORDERS)
                .get(instance + "/subscription")
                .then()
                .body("topics", equalTo(List.of(mine.name()))));
        as(ORDERS).delete(instance).then().statusCode(204);
    }

    @Test
    void instances_receipts_and_generators_are_there_for_the_client_that_made_them() {
        var topic = TestTopic.create("orders-owned", 1);
        var instance = "/consumers/orders-owned/instances/" + instance(ORDERS, "orders-owned");
        var generator = json(ORDERS, "{\"topic\":\"%s\",\"value\":\"x\",\"count\":1}".formatted(topic))
                .post("/generators")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var receipt = as(ORDERS)
                .header("Prefer", "respond-async")
                .body("x")
                .post("/topics/" + topic + "/records?async=true")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("receipts[0]");

        for (var address : List.of(instance + "/subscription", "/generators/" + generator, "/receipts/" + receipt)) {
            as(ORDERS).get(address).then().statusCode(200);
            as(ORDERS_TOO).get(address).then().statusCode(404);
            as(ADMIN).get(address).then().statusCode(404);
        }
        as(ORDERS_TOO).get(instance + "/records").then().statusCode(404);
        as(ORDERS_TOO).delete(instance).then().statusCode(404);
        as(ORDERS_TOO).delete("/generators/" + generator).then().statusCode(404);
        as(ORDERS_TOO).get("/generators").then().body("id", not(hasItem(generator)));
        as(ORDERS_TOO).get("/receipts/summary").then().body("accepted", equalTo(0));
        as(ORDERS).get("/receipts/summary").then().body("accepted", equalTo(1));
        as(ORDERS).delete(instance).then().statusCode(204);
        as(ORDERS).delete("/generators/" + generator).then().statusCode(200);
    }

    @Test
    void dead_letters_are_sent_back_to_topics_that_their_client_may_produce_to() {
        var dead = TestTopic.create("orders-back.dead", 1);
        TestTopic.create("payments-back.dead", 1);
        TestTopic.create("payments-back", 1);
        var letter = "{\"records\":[{\"value\":\"x\",\"headers\":[{\"key\":\"dead-letter-topic\",\"value\":\"%s\"}]}]}"
                .formatted(Base64.getEncoder().encodeToString("payments-back".getBytes(StandardCharsets.UTF_8)));
        json(ORDERS, letter)
                .contentType("application/vnd.kafka.text.v2+json")
                .post("/topics/" + dead)
                .then()
                .statusCode(200);

        as(ORDERS)
                .get("/dead-letters")
                .then()
                .body("topics.topic", hasItem(dead.name()))
                .body("topics.topic", not(hasItem("payments-back.dead")));
        as(ORDERS).get("/dead-letters/records?topic=payments-back.dead").then().statusCode(403);
        as(ORDERS).get("/dead-letters/payments-back.dead/0/0").then().statusCode(403);
        json(ORDERS, "{}")
                .post("/dead-letters/payments-back.dead/redrive")
                .then()
                .statusCode(403);
        json(ORDERS, "{\"to\":\"payments-back\"}")
                .post("/dead-letters/" + dead + "/redrive")
                .then()
                .statusCode(403);
        json(ORDERS, "{}")
                .post("/dead-letters/" + dead + "/redrive")
                .then()
                .statusCode(200)
                .body("count", equalTo(0))
                .body(
                        "skipped[0].error",
                        equalTo("You may not produce to topic 'payments-back'; no rule of yours allows it"));
        json(WithKeys.NOBODY, "{}")
                .post("/dead-letters/" + dead + "/redrive")
                .then()
                .statusCode(403);
        as(ADMIN).get("/dead-letters/records?topic=weir.redrives").then().statusCode(403);
        var id = json(ORDERS, "{\"dry_run\":false}")
                .post("/dead-letters/" + dead + "/redrive")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("id");
        as(ORDERS_TOO).get("/dead-letters/redrives/" + id).then().statusCode(404);
        as(ORDERS).get("/dead-letters/redrives/" + id).then().statusCode(200);
    }

    @Test
    void a_generator_is_for_a_topic_that_its_client_may_generate_for() {
        var other = TestTopic.create("payments-generated", 1);

        json(ORDERS, "{\"topic\":\"payments-generated\",\"value\":\"x\",\"count\":1}")
                .post("/generators")
                .then()
                .statusCode(403);

        assertThat(other.values()).isEmpty();
    }

    @Test
    void a_topic_in_a_query_is_checked() {
        TestTopic.create("payments-partitioned", 1);

        as(ORDERS).get("/partitioners?key=k&topic=payments-partitioned").then().statusCode(403);
        as(ORDERS).get("/partitioners?key=k&partitions=7").then().statusCode(200);
    }

    private static void commit(String group, TestTopic... topics) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var topic : topics) {
            offsets.put(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(0));
        }
        TestTopic.kafka().consumerGroups().alterOffsets(group, Map.copyOf(offsets));
    }
}
