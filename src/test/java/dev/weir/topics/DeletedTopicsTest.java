package dev.weir.topics;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.AutoCreatingKafka;
import dev.weir.cli.CliRunner;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A topic that is deleted stays deleted, on a broker that makes every topic that it is asked for. */
@QuarkusTest
@TestProfile(DeletedTopicsTest.Forgetful.class)
class DeletedTopicsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Map<String, Object> QUICK = Map.of(ProducerConfig.METADATA_MAX_AGE_CONFIG, 1_000);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    /** Every client asks for its topics again each second. */
    public static final class Forgetful implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(AutoCreatingKafka.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kafka.metadata.max.age.ms", "1000");
        }
    }

    @Test
    void a_topic_that_weir_deletes_stays_deleted() {
        useInEveryWay("DeletedTopicsTest.ours");

        when().delete("/admin/topics/DeletedTopicsTest.ours").then().statusCode(204);

        awaitAutoCreation("DeletedTopicsTest.control");
        assertThat(topics()).doesNotContain("DeletedTopicsTest.ours");
        send("DeletedTopicsTest.ours", "all", 404);
    }

    @Test
    void a_topic_that_another_client_deletes_stays_deleted() throws Exception {
        useInEveryWay("DeletedTopicsTest.theirs");

        try (var admin = admin()) {
            admin.deleteTopics(List.of("DeletedTopicsTest.theirs")).all().get();
        }
        // Weir does not know yet: what it sends is on its way to a topic that is no more.
        for (var acks : List.of("all", "1", "0")) {
            sending("text/plain", "v").post("/topics/DeletedTopicsTest.theirs/records?acks=" + acks);
        }

        awaitAutoCreation("DeletedTopicsTest.control-2");
        assertThat(topics()).doesNotContain("DeletedTopicsTest.theirs");
    }

    @Test
    void the_command_line_creates_no_topic_that_it_does_not_find() {
        var topic = "DeletedTopicsTest.cli";

        for (var command : List.of(
                new String[] {"produce", topic, "--value", "v"},
                new String[] {"consume", topic, "--from", "beginning", "--exit"},
                new String[] {"topic", "describe", topic})) {
            assertThat(new CliRunner()
                            .with("KAFKA_BROKERS", broker)
                            .run(command)
                            .exit())
                    .isNotZero();
        }
        new CliRunner().with("KAFKA_BROKERS", broker).run("doctor");

        assertThat(topics()).doesNotContain(topic);
    }

    @Test
    void reads_and_look_ups_create_no_topic() {
        var topic = "DeletedTopicsTest.read";

        when().get("/topics/" + topic).then().statusCode(404);
        when().get("/topics/" + topic + "/records").then().statusCode(404);
        send(topic, "all", 404);

        assertThat(topics()).doesNotContain(topic);
    }

    private void useInEveryWay(String topic) {
        given().contentType("application/json")
                .body("{\"topic_name\":\"%s\",\"partitions_count\":3}".formatted(topic))
                .post("/admin/topics")
                .then()
                .statusCode(201);
        send(topic, "all", 200);
        send(topic, "1", 200);
        send(topic, "0", 200);
        given().contentType("application/vnd.kafka.json.v2+json")
                .body("{\"records\":[{\"value\":1},{\"value\":2}]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(200);
        when().get("/topics/" + topic + "/records?from=0").then().statusCode(200);
    }

    /** A producer as everybody has it makes its topic anew, twice: so often was there an occasion. */
    private void awaitAutoCreation(String control) {
        var settings = new HashMap<String, Object>(QUICK);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
                var admin = admin()) {
            assertThat(producer.send(new ProducerRecord<>(control, "v"))).succeedsWithin(TIMEOUT);
            for (int times = 0; times < 2; times++) {
                var first = idOf(admin, control);
                assertThat(admin.deleteTopics(List.of(control)).all().toCompletionStage())
                        .succeedsWithin(TIMEOUT);
                await().atMost(TIMEOUT).ignoreExceptions().until(() -> !idOf(admin, control)
                        .equals(first));
            }
        }
    }

    private static String idOf(Admin admin, String topic) {
        return admin.describeTopics(List.of(topic))
                .topicNameValues()
                .get(topic)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .topicId()
                .toString();
    }

    private static void send(String topic, String acks, int status) {
        sending("text/plain", "v")
                .post("/topics/" + topic + "/records?acks=" + acks)
                .then()
                .statusCode(status);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker));
    }

    private Set<String> topics() {
        try (var admin = admin()) {
            return admin.listTopics()
                    .names()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
