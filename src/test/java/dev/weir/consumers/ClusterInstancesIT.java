package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.broker.TestBroker;
import dev.weir.cluster.Nodes;
import dev.weir.cluster.RoundRobinProxy;
import dev.weir.cluster.StatePartition;
import dev.weir.http.MediaTypes;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.Gauges;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumer instances of three nodes, used through a proxy that sends each request to another one. */
class ClusterInstancesIT {

    private static final Duration TIMEOUT = Deadlines.seconds(30);
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", TestBroker.bootstrapServers());

    private static Nodes nodes;
    private static RoundRobinProxy proxy;
    private static Admin admin;

    @BeforeAll
    static void start() {
        // As in the tests of a Weir alone.
        var hosts = Map.of("weir.http.allowed-hosts", "localhost,127.0.0.1,[::1],weir,*.weir.example");
        nodes = Nodes.start("instances", TestBroker.bootstrapServers(), 3, hosts);
        proxy = new RoundRobinProxy(nodes.all());
        admin = Admin.create(KAFKA);
        RestAssured.port = proxy.port();
        Gauges.sumOf(nodes.all().stream().map(WeirProcess::port).toList());
    }

    @AfterAll
    static void stop() {
        RestAssured.port = RestAssured.UNDEFINED_PORT;
        Gauges.sumOf(List.of());
        admin.close();
        proxy.close();
        nodes.close();
    }

    private static String topic(String name, int partitions) throws ExecutionException, InterruptedException {
        var topic = "ClusterInstancesIT." + name;
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all()
                .get();
        return topic;
    }

    private static void send(String topic, String... values) {
        for (var value : values) {
            sending("text/plain", value)
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "three", "four"})
    void every_request_for_an_instance_works_at_every_node(String name) throws Exception {
        var topic = topic("requests-" + name, 2);
        var group = topic + "-group";
        var consumer = RestConsumer.text(group, "\"name\":\"" + name + "\"", "\"auto.commit.enable\":false");
        sending(MediaTypes.CONTROL, "{\"name\":\"" + name + "\"}")
                .post("/consumers/" + group)
                .then()
                .statusCode(409);

        consumer.subscribe(topic).awaitPartitions(topic, 2);
        consumer.get("/subscription").statusCode(200).body("topics", equalTo(List.of(topic)));
        send(topic, "a", "b", "c");
        assertThat(consumer.values(3)).containsExactlyInAnyOrder("a", "b", "c");
        consumer.post("/offsets", "").statusCode(204);
        assertThat(consumer.get("/offsets").statusCode(200).extract().jsonPath().getList("offsets.offset", int.class))
                .satisfies(offsets ->
                        assertThat(offsets.stream().mapToInt(i -> i).sum()).isEqualTo(3));
        consumer.post(
                        "/positions/beginning",
                        "{\"partitions\":[{\"topic\":\"%1$s\",\"partition\":0},{\"topic\":\"%1$s\",\"partition\":1}]}"
                                .formatted(topic))
                .statusCode(204);
        assertThat(consumer.values(3)).containsExactlyInAnyOrder("a", "b", "c");
        consumer.delete("/subscription").statusCode(204);
        await().atMost(TIMEOUT).until(() -> members(group) == 0);
        consumer.assign(topic, 0, 1);
        consumer.post("/offsets", "{\"offsets\":[{\"topic\":\"%s\",\"partition\":0,\"offset\":0}]}".formatted(topic))
                .statusCode(204);
        consumer.end();
        consumer.get("/assignments").statusCode(404).body("message", containsString("There is no instance '" + name));
    }

    @Test
    void a_deleted_instance_leaves_its_group_at_once() throws Exception {
        var topic = topic("leaves", 1);
        var group = topic + "-group";
        var consumer = RestConsumer.text(group).subscribe(topic).awaitPartitions(topic, 1);
        assertThat(staticIds(group)).singleElement().asString().startsWith("weir-instances-weir-");

        consumer.end();

        await().atMost(TIMEOUT).until(() -> members(group) == 0);
    }

    @Test
    void an_instance_without_a_name_is_made_where_the_request_arrives() {
        double before = forwards();

        for (int i = 0; i < 6; i++) {
            sending(MediaTypes.CONTROL, "{}")
                    .post("/consumers/ClusterInstancesIT-nameless")
                    .then()
                    .statusCode(200)
                    .body("instance_id", startsWith("weir-"));
        }

        assertThat(forwards()).isEqualTo(before);
    }

    /** Clients of the v2 API use it for all further requests. */
    @Test
    void the_base_uri_is_the_address_at_which_the_client_found_weir() {
        for (var name : List.of("u", "v", "w", "x", "y", "z")) {
            sending(MediaTypes.CONTROL, "{\"name\":\"" + name + "\"}")
                    .post("/consumers/ClusterInstancesIT-base")
                    .then()
                    .statusCode(200)
                    .body(
                            "base_uri",
                            startsWith("http://localhost:" + proxy.port()
                                    + "/consumers/ClusterInstancesIT-base/instances/"));
        }
    }

    @Test
    void a_request_that_only_says_that_it_was_forwarded_is_refused() {
        var group = "ClusterInstancesIT-outside";
        var owner = nodes.owner(group, "mine");
        var other =
                nodes.all().stream().filter(node -> node != owner).findFirst().orElseThrow();

        given().port(other.port())
                .header("Weir-Forwarded", "guessed http://evil.example")
                .contentType(MediaTypes.CONTROL)
                .body("{\"name\":\"mine\"}")
                .post("/consumers/" + group)
                .then()
                .statusCode(503);
        given().port(owner.port())
                .header("Weir-Forwarded", "guessed http://evil.example")
                .contentType(MediaTypes.CONTROL)
                .body("{\"name\":\"mine\"}")
                .post("/consumers/" + group)
                .then()
                .statusCode(503);
    }

    /** Java's client upgrades its first request. */
    @Test
    void a_client_of_http_2_is_forwarded_too() throws Exception {
        var topic = topic("http2", 1);
        var owner = nodes.owner(topic + "-group", "one");
        var other =
                nodes.all().stream().filter(node -> node != owner).findFirst().orElseThrow();

        checkFirstRequests(other, topic);
    }

    /** The REST layer pauses a request whose body was read for the name of the instance. */
    @Test
    void the_owner_itself_takes_a_request_of_http_2() throws Exception {
        var topic = topic("http2-owner", 1);

        checkFirstRequests(nodes.owner(topic + "-group", "one"), topic);
    }

    private static void checkFirstRequests(WeirProcess node, String topic) {
        var client = new V2Client(node.port(), topic + "-group", "one");

        client.subscribe(topic);
        client.commit();

        client.checkStatuses(200, 204);
    }

    @Test
    void receipts_and_generators_are_found_from_every_node() throws Exception {
        var topic = topic("receipts", 1);
        var receipt = given().contentType("text/plain")
                .header("Prefer", "respond-async")
                .body("v")
                .post("/topics/" + topic + "/records?async=true")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("receipts[0]");
        var generator = given().contentType("application/json")
                .body("{\"topic\":\"%s\",\"value\":\"v\",\"count\":3}".formatted(topic))
                .post("/generators")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");

        for (int i = 0; i < 6; i++) {
            when().get("/receipts/" + receipt).then().statusCode(200).body("id", equalTo(receipt));
            when().get("/generators/" + generator).then().statusCode(200).body("id", equalTo(generator));
        }
        when().get("/receipts/x-1.00000000")
                .then()
                .statusCode(404)
                .body("message", containsString("is not among the nodes"));
    }

    @Test
    void no_client_joins_the_group_of_the_nodes() {
        sending(MediaTypes.CONTROL, "{}")
                .post("/consumers/weir.nodes-instances")
                .then()
                .statusCode(403)
                .body("message", containsString("weir.nodes-"));
    }

    @Test
    void a_state_of_a_newer_version_is_refused_with_the_reason_and_stays() {
        var group = "ClusterInstancesIT-newer";
        int partition = StatePartition.of(group, "future");
        var key = "[\"\",\"" + group + "\",\"future\"]";
        try (var producer = new KafkaProducer<>(KAFKA, new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(
                    "weir.instances-instances", partition, key, "{\"version\":2,\"spec\":{\"wings\":2}}"));
        }

        await().atMost(TIMEOUT).untilAsserted(() -> when().get("/consumers/" + group + "/instances/future/assignments")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("message", containsString("is of version 2, this node knows version 1")));
        when().delete("/consumers/" + group + "/instances/future").then().statusCode(503);
        sending(MediaTypes.CONTROL, "{\"name\":\"future\"}")
                .post("/consumers/" + group)
                .then()
                .statusCode(409);
    }

    private static double forwards() {
        return nodes.all().stream()
                .mapToDouble(node -> Nodes.metric(node, "weir_cluster_forwards_total"))
                .sum();
    }

    private static int members(String group) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get()
                .members()
                .size();
    }

    private static List<String> staticIds(String group) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                .map(member -> member.groupInstanceId().orElse(""))
                .toList();
    }

    @Nested
    class CommitEachRecord extends CommitEachRecordScenarios {}

    @Nested
    class ConditionalCommit extends ConditionalCommitScenarios {}

    @Nested
    class GroupAssignment extends GroupAssignmentScenarios {}

    @Nested
    class Offsets extends InstanceOffsetsScenarios {}

    @Nested
    class Polls extends InstancePollScenarios {}

    @Nested
    class Subscriptions extends InstanceSubscriptionScenarios {}

    @Nested
    class Instances extends InstancesResourceScenarios {}

    @Nested
    class MembershipChanges extends MembershipChangesScenarios {}

    @Nested
    class PollLoopClient extends PollLoopClientScenarios {}

    @Nested
    class UseCases extends UseCasesScenarios {}

    @Nested
    class V2Dialect extends V2DialectScenarios {}
}
