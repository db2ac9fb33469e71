package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.weir.testing.Deadlines;
import dev.weir.testing.LineStream;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses without end, whose client loses what it was let in with. */
@QuarkusTest
@TestProfile(WithKeys.class)
class RevokedStreamsTest {

    private static final String TOPIC = "orders-revoked";
    private static final int MAX_LINES = 120;

    @TestHTTPResource
    URI weir;

    @ParameterizedTest
    @CsvSource({
        "lines,    /topics/orders-revoked/records?follow=true, application/x-ndjson",
        "events,   /topics/orders-revoked/records,             text/event-stream",
        "receipts, /receipts,                                  text/event-stream"
    })
    void a_response_ends_with_401_once_the_key_is_removed(String name, String path, String type) {
        TestTopic.shared(TOPIC);
        var key = key(name);

        try (var response = OpenResponse.begin(weir.resolve(path), type, key);
                var other = OpenResponse.begin(weir.resolve(path), type, WithKeys.ORDERS)) {
            assertThat(response.status()).isEqualTo(200);
            WithKeys.KEYS.remove(name);

            assertThat(response.body())
                    .endsWith("{\"error_code\":401,\"message\":\"The key or token is not valid, or no longer\"}"
                            + (type.endsWith("stream") ? "\n\n" : "\n"));
            assertThat(other.hasEnded()).isFalse();
        }
    }

    @Test
    void a_response_ends_with_403_once_the_role_is_taken_away() {
        TestTopic.shared(TOPIC);
        var key = key("demoted");

        try (var records = OpenResponse.begin(weir.resolve("/topics/" + TOPIC + "/records"), "text/event-stream", key);
                var receipts = OpenResponse.begin(weir.resolve("/receipts"), "text/event-stream", key)) {
            WithKeys.KEYS.replaceRoles("demoted", "visitor");

            assertThat(records.body()).contains("event: failure", "\"error_code\":403", "You may not read topic");
            assertThat(receipts.body()).contains("event:failure", "\"error_code\":403", "You may not produce");
        }
    }

    @Test
    void the_feed_of_the_console_ends_once_the_key_is_removed() {
        TestTopic.shared(TOPIC);
        var key = key("follower");

        try (var feed = OpenResponse.begin(weir.resolve("/console/feed?lanes=" + TOPIC), "application/x-ndjson", key)) {
            assertThat(feed.status()).isEqualTo(200);
            WithKeys.KEYS.remove("follower");

            assertThat(feed.body())
                    .contains("\"type\":\"hello\"")
                    .endsWith("{\"type\":\"failure\",\"part\":\"feed\",\"error_code\":401,"
                            + "\"message\":\"The key or token is not valid, or no longer\"}\n");
        }
    }

    /** As in a list of groups, others are not there: neither as a group of a topic nor as the reason of its problem. */
    @Test
    void the_feed_has_the_groups_that_its_client_may_describe_now() throws IOException {
        var topic = TestTopic.create("orders-feed", 1);
        commit("orders-feed-own", topic);
        commit("payments-feed", topic);
        var key = WithKeys.KEYS.add("changing", "admin");
        Deadlines.await()
                .atMost(Deadlines.seconds(10))
                .untilAsserted(() -> as(key).get("/topics").then().statusCode(200));

        as(WithKeys.ORDERS)
                .get("/console/feed?group=payments-feed")
                .then()
                .statusCode(403)
                .body("message", containsString("You may not describe group 'payments-feed'"));
        try (var own = new LineStream(weir, "/console/feed?lanes=" + topic, WithKeys.ORDERS);
                var all = new LineStream(weir, "/console/feed?lanes=" + topic, key)) {
            awaitGroups(all, "orders-feed-own", "payments-feed");
            awaitGroups(own, "orders-feed-own");

            WithKeys.KEYS.replaceRoles("changing", "orders");

            awaitGroups(all, "orders-feed-own");
        }
    }

    /** Waits for a line with exactly these groups; groups are found some seconds after a topic is first watched. */
    private static void awaitGroups(LineStream feed, String... groups) throws IOException {
        for (int i = 0; i < MAX_LINES; i++) {
            var line = new JsonObject(feed.next());
            if (line.getString("type").equals("lane")
                    && line.getJsonArray("groups").stream()
                            .map(group -> ((JsonObject) group).getString("group"))
                            .collect(Collectors.toSet())
                            .equals(Set.of(groups))) {
                return;
            }
        }
        throw new AssertionError("No line has the groups " + List.of(groups));
    }

    private static void commit(String group, TestTopic topic) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(group, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(0)));
    }

    /** Of a client that Weir knows already. */
    private static String key(String name) {
        var key = WithKeys.KEYS.add(name, "orders");
        Deadlines.await()
                .atMost(Deadlines.seconds(10))
                .untilAsserted(() -> as(key).get("/topics").then().statusCode(200));
        return key;
    }
}
