package dev.weir.cluster.forward;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.weir.access.ApiKey;
import dev.weir.broker.TestBroker;
import dev.weir.cluster.Nodes;
import dev.weir.http.MediaTypes;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.EventStream;
import dev.weir.testing.KeyTool;
import dev.weir.testing.TestTopic;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that reach each other over TLS, and whose clients have keys. Nodes 0 and 1 trust each other; they do not trust
 * the certificate of node 2, which trusts them.
 */
class SecuredNodesIT {

    private static final Duration TIMEOUT = Deadlines.seconds(30);
    private static final String NAME = "SecuredNodesIT";

    @TempDir
    static Path directory;

    private static ApiKey.Created operator;
    private static ApiKey.Created one;
    private static ApiKey.Created two;
    private static Nodes nodes;

    @BeforeAll
    static void start() throws IOException {
        operator = ApiKey.create("operator", List.of("operator"));
        one = ApiKey.create("one", List.of("app"));
        two = ApiKey.create("two", List.of("app"));
        var file = Files.write(
                directory.resolve("keys"),
                List.of(operator.key().line(), one.key().line(), two.key().line()));
        var trustedKeys = KeyTool.keys(directory, "trusted.p12", "localhost");
        var otherKeys = KeyTool.keys(directory, "other.p12", "localhost");
        var trust = KeyTool.trust(trustedKeys);
        // The helpers of tests look at the nodes with it.
        RestAssured.authentication = RestAssured.preemptive().basic("operator", operator.secret());
        nodes = Nodes.start("secured", i -> TestBroker.bootstrapServers(), List.of(0, 0, 0), i -> {
            Map<String, String> settings = new HashMap<>(KeyTool.settings(i == 2 ? otherKeys : trustedKeys, trust));
            settings.put("quarkus.http.ssl-port", Integer.toString(TestBroker.freePort()));
            settings.put("weir.cluster.url", "https://localhost:${quarkus.http.ssl-port}");
            settings.put("weir.auth.keys-file", file.toString());
            settings.put("weir.access.operator.may", "describe,metrics");
            settings.put("weir.access.app.topics", NAME + "*");
            settings.put("weir.access.app.groups", NAME + "*");
            settings.put("weir.access.app.may", "read,produce,generate");
            return settings;
        });
    }

    @AfterAll
    static void stop() {
        RestAssured.authentication = RestAssured.DEFAULT_AUTH;
        nodes.close();
    }

    @Test
    void the_credentials_of_the_client_travel_to_the_owner() {
        var topic = TestTopic.create(NAME + "-travel", 1);
        var group = NAME + "-travel-group";
        var name = ownedBy(group, nodes.get(1));
        var instance = "/consumers/" + group + "/instances/" + name;
        double before = sent(nodes.get(0));

        as(one, nodes.get(0), "{\"name\":\"" + name + "\",\"format\":\"text\"}")
                .post("/consumers/" + group)
                .then()
                .statusCode(200);
        as(one, nodes.get(0), "{\"topics\":[\"" + topic + "\"]}")
                .post(instance + "/subscription")
                .then()
                .statusCode(204);
        sendAsync(nodes.get(0), topic);

        await().atMost(TIMEOUT).until(() -> as(one, nodes.get(0))
                .accept(MediaTypes.RECORDS_TEXT)
                .get(instance + "/records?timeout=500")
                .asString()
                .contains("\"value\":\"v\""));
        as(two, nodes.get(0)).get(instance + "/assignments").then().statusCode(404);
        as(operator, nodes.get(0)).get(instance + "/assignments").then().statusCode(403);
        given().port(nodes.get(0).port())
                .auth()
                .none()
                .get(instance + "/assignments")
                .then()
                .statusCode(401);
        given().port(nodes.get(0).port())
                .auth()
                .none()
                .header("X-API-Key", one.secret())
                .delete(instance)
                .then()
                .statusCode(204);
        assertThat(sent(nodes.get(0))).isGreaterThan(before);
        assertThat(nodes.list(nodes.get(0)).getList("nodes.url", String.class))
                .allMatch(url -> url.startsWith("https://"));
    }

    @Test
    void a_node_whose_certificate_is_not_trusted_gets_no_request() {
        var group = NAME + "-distrust";
        var name = ownedBy(group, nodes.get(2));
        var body = "{\"name\":\"" + name + "\"}";

        as(one, nodes.get(0), body).post("/consumers/" + group).then().statusCode(503);

        as(one, nodes.get(2), body).post("/consumers/" + group).then().statusCode(200);
    }

    @Test
    void lists_have_the_part_of_every_node_for_their_client_and_say_whose_is_missing() {
        var topic = TestTopic.create(NAME + "-lists", 1);
        Set<String> generators = new HashSet<>();
        for (var node : nodes.all()) {
            sendAsync(node, topic);
            generators.add(sending("application/json")
                    .port(node.port())
                    .auth()
                    .preemptive()
                    .basic("one", one.secret())
                    .body("{\"topic\":\"%s\",\"value\":\"v\",\"count\":1}".formatted(topic))
                    .post("/generators")
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath()
                    .getString("id"));
        }

        // The first request to a node makes a connection, and a busy machine may take longer than a list waits.
        await().atMost(TIMEOUT).untilAsserted(() -> {
            var all = as(one, nodes.get(2))
                    .get("/generators")
                    .then()
                    .statusCode(200)
                    .extract();
            assertThat(all.jsonPath().getList("id", String.class)).containsExactlyInAnyOrderElementsOf(generators);
            assertThat(all.header("Weir-Unanswered")).isNull();
        });
        await().atMost(TIMEOUT).untilAsserted(() -> {
            var known = as(one, nodes.get(0))
                    .get("/generators")
                    .then()
                    .statusCode(200)
                    .extract();
            assertThat(known.jsonPath().getList("id", String.class))
                    .hasSize(2)
                    .allMatch(id -> !id.endsWith("." + tag(nodes.get(2))));
            assertThat(known.header("Weir-Unanswered")).isEqualTo(tag(nodes.get(2)));
        });
        as(two, nodes.get(2)).get("/generators").then().statusCode(200).body("size()", is(0));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(as(one, nodes.get(2))
                        .get("/receipts/summary")
                        .jsonPath()
                        .getLong("delivered"))
                .isGreaterThanOrEqualTo(3));
        as(one, nodes.get(0))
                .get("/receipts/summary")
                .then()
                .statusCode(200)
                .header("Weir-Unanswered", containsString(tag(nodes.get(2))));
        assertThat(as(two, nodes.get(2)).get("/receipts/summary").jsonPath().getLong("accepted"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/generators", "/receipts/summary", "/receipts"})
    void a_list_for_a_request_that_only_says_that_a_node_has_sent_it_is_refused(String list) {
        as(one, nodes.get(0))
                .header("Weir-Forwarded", "guessed")
                .get(list)
                .then()
                .statusCode(503);
    }

    @Test
    void a_stream_of_receipts_has_those_of_all_nodes_and_goes_on_at_another_node() throws IOException {
        var topic = TestTopic.create(NAME + "-stream", 1);
        Set<String> receipts = new HashSet<>();
        List<String> ids = new ArrayList<>();
        String last;
        try (var stream = stream(nodes.get(2), "/receipts", Optional.empty())) {
            awaitPositions(stream, 3);
            receipts.add(sendAsync(nodes.get(0), topic));
            receipts.add(sendAsync(nodes.get(1), topic));
            receipts.add(sendAsync(nodes.get(2), topic));
            List<String> event = List.of();
            while (ids.size() < 3) {
                event = stream.nextWithData();
                receipts.stream().filter(String.join("\n", event)::contains).forEach(ids::add);
            }
            assertThat(ids).containsExactlyInAnyOrderElementsOf(receipts);
            last = EventStream.field(event, "id");
            assertThat(last.split(",", -1)).hasSize(3);
        }

        var after = Set.of(sendAsync(nodes.get(0), topic), sendAsync(nodes.get(1), topic));
        try (var stream = stream(nodes.get(0), "/receipts", Optional.of(last))) {
            List<String> seen = new ArrayList<>();
            boolean unanswered = false;
            while (seen.size() < 2 || !unanswered) {
                var event = stream.nextWithData();
                if (event.contains("event:unanswered")) {
                    assertThat(event).contains("data:{\"node\":\"" + tag(nodes.get(2)) + "\"}");
                    unanswered = true;
                } else {
                    seen.add(String.join("\n", event));
                }
            }
            assertThat(after).allMatch(id -> seen.stream().anyMatch(event -> event.contains("\"" + id + "\"")));
        }
    }

    /** Events begin where the client came only once each node has said where that is. */
    private static void awaitPositions(EventStream stream, int count) throws IOException {
        var event = stream.next();
        while (EventStream.field(event, "id").split(",", -1).length < count) {
            event = stream.next();
        }
    }

    private static EventStream stream(WeirProcess node, String path, Optional<String> last) throws IOException {
        return new EventStream(
                URI.create("http://127.0.0.1:" + node.port()),
                path,
                last,
                Map.of("Authorization", "Bearer " + one.secret()));
    }

    private static String sendAsync(WeirProcess node, TestTopic topic) {
        return sending("text/plain", "v")
                .port(node.port())
                .auth()
                .preemptive()
                .basic("one", one.secret())
                .header("Prefer", "respond-async")
                .post("/topics/" + topic + "/records?async=true")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("receipts[0]");
    }

    private static RequestSpecification as(ApiKey.Created client, WeirProcess node) {
        return given().port(node.port()).auth().preemptive().basic(client.key().name(), client.secret());
    }

    private static RequestSpecification as(ApiKey.Created client, WeirProcess node, String body) {
        return sending(MediaTypes.CONTROL, body)
                .port(node.port())
                .auth()
                .preemptive()
                .basic(client.key().name(), client.secret());
    }

    private static String tag(WeirProcess node) {
        var list = nodes.list(node);
        return list.getString("nodes.find { it.url == '" + list.getString("self") + "' }.tag");
    }

    private static String ownedBy(String group, WeirProcess node) {
        int number = 0;
        while (!nodes.owner(group, "i" + number).equals(node)) {
            number++;
        }
        return "i" + number;
    }

    private static double sent(WeirProcess node) {
        return Nodes.metric(node, "weir_cluster_forwards_total");
    }
}
