package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.weir.access.WithKeys;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The console's data for a client that may see some topics and groups, on a broker that has others. */
@QuarkusTest
@TestProfile(WithKeys.class)
class RestrictedConsoleTest {

    private static final String GROUP = "orders-RestrictedConsoleTest";
    private static final String OTHER_GROUP = "billing-RestrictedConsoleTest";

    @Test
    void histories_lack_the_topics_and_groups_that_a_client_may_not_see() {
        var visible = TestTopic.create("orders-RestrictedConsoleTest.visible", 1);
        var hidden = TestTopic.create("billing-RestrictedConsoleTest.hidden", 1);
        commit(GROUP, visible, 9);
        commit(GROUP, hidden, 9);
        commit(OTHER_GROUP, visible, 9);

        Deadlines.await("the offsets of both topics").untilAsserted(() -> as(WithKeys.ADMIN)
                .get("/groups/" + GROUP + "/history")
                .then()
                .statusCode(200)
                .body("partitions.topic", hasItems(visible.name(), hidden.name())));
        Deadlines.await("both groups").untilAsserted(() -> as(WithKeys.ADMIN)
                .get("/topics/" + visible + "/history")
                .then()
                .body("groups.group", hasItems(GROUP, OTHER_GROUP)));
        commit(GROUP, visible, 4);
        commit(GROUP, hidden, 4);
        Deadlines.await("what happened in both topics").untilAsserted(() -> as(WithKeys.ADMIN)
                .get("/groups/" + GROUP + "/history")
                .then()
                .body("events.topic", hasItems(visible.name(), hidden.name())));

        as(WithKeys.ORDERS)
                .get("/groups/" + GROUP + "/history")
                .then()
                .statusCode(200)
                .body("partitions.topic", contains(visible.name()))
                .body("events.topic", hasItem(visible.name()))
                .body("events.topic", not(hasItem(hidden.name())))
                .body("events.text.findAll { it.contains('" + hidden + "') }", empty());
        as(WithKeys.ORDERS)
                .get("/topics/" + visible + "/history")
                .then()
                .statusCode(200)
                .body("groups.group", contains(GROUP));
        for (var path : new String[] {"/topics/" + hidden + "/history", "/groups/" + OTHER_GROUP + "/history"}) {
            as(WithKeys.ORDERS).get(path).then().statusCode(403).body("error_code", equalTo(403));
        }
    }

    @Test
    void the_latest_failures_lack_those_of_topics_that_a_client_may_not_see() {
        var visible = "orders-RestrictedConsoleTest.missing";
        var hidden = "billing-RestrictedConsoleTest.missing";
        for (var topic : new String[] {visible, hidden}) {
            as(WithKeys.ADMIN)
                    .contentType("text/plain")
                    .body("v")
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(404);
        }

        var forAdmin = as(WithKeys.ADMIN).get("/deliveries").jsonPath();
        var forWatcher = as(WithKeys.WATCHER).get("/deliveries");

        assertThat(forAdmin.getList("latest_failures.topic", String.class)).contains(visible, hidden);
        forWatcher.then().statusCode(200);
        assertThat(forWatcher.jsonPath().getList("latest_failures.topic", String.class))
                .contains(visible)
                .doesNotContain(hidden);
        assertThat(forWatcher.asString()).doesNotContain(hidden);
    }

    private static RequestSpecification as(String key) {
        return RestAssured.given().header("Authorization", "Bearer " + key);
    }

    private static void commit(String group, TestTopic topic, long offset) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(group, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(offset)));
    }
}
