package dev.weir.produce;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.Requests;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that senders of webhooks and CloudEvents send, which know nothing of Weir. */
@QuarkusTest
@TestProfile(ReceivedWebhooksTest.WithSender.class)
@ExtendWith(OwnTopic.class)
class ReceivedWebhooksTest {

    private static final String GITHUB = "ReceivedWebhooksTest.github";
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/s\",\"type\":\"t\"}";

    /** A Weir that receives the webhooks of GitHub. */
    public static final class WithSender implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "weir.receive.github.topic",
                    GITHUB,
                    "weir.receive.github.headers",
                    "X-GitHub-Event,X-GitHub-Delivery",
                    "weir.receive.github.signature",
                    "github",
                    "weir.receive.github.secrets-file",
                    secrets().toString());
        }

        private static Path secrets() {
            try {
                return Files.writeString(
                        Files.createTempFile("ReceivedWebhooksTest", ".secret"), "It's a Secret to Everybody\n");
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    @Test
    void a_signed_request_is_stored_with_the_headers_that_are_kept() {
        var topic = TestTopic.shared(GITHUB);

        signed().body("Hello, World!")
                .post("/topics/" + GITHUB + "/records")
                .then()
                .statusCode(200);

        var record = topic.records().get((int) topic.end() - 1);
        assertThat(record.value()).asString(UTF_8).isEqualTo("Hello, World!");
        assertThat(header(record, "X-GitHub-Event")).isEqualTo("push");
        assertThat(record.headers().toArray()).hasSize(1);
    }

    @Test
    void an_unsigned_request_is_refused_on_every_way_to_the_topic() {
        var topic = TestTopic.shared(GITHUB);
        long end = topic.end();

        signed().body("Hello, World")
                .post("/topics/" + GITHUB + "/records")
                .then()
                .statusCode(403);
        given().contentType("text/plain")
                .body("v")
                .post("/topics/" + GITHUB + "/records")
                .then()
                .statusCode(403);
        Requests.sending("application/x-ndjson", "{\"value\":1}\n")
                .header("X-Hub-Signature-256", SIGNATURE)
                .post("/topics/" + GITHUB + "/records")
                .then()
                .statusCode(403);
        signed().contentType("application/json")
                .body("{\"records\":[{\"value\":1}]}")
                .post("/topics/" + GITHUB)
                .then()
                .statusCode(403)
                .body("message", containsString("takes signed requests only"));

        assertThat(topic.end()).isEqualTo(end);
    }

    @Test
    void a_binary_event_has_its_attributes_in_record_headers(TestTopic topic) {
        given().contentType("application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "7")
                .header("ce-source", "/s")
                .header("ce-type", "t")
                .header("ce-partitionkey", "k")
                .body("{\"a\":1}")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200);

        var record = topic.record();
        assertThat(record.key()).asString(UTF_8).isEqualTo("k");
        assertThat(record.value()).asString(UTF_8).isEqualTo("{\"a\":1}");
        assertThat(header(record, "ce_id")).isEqualTo("7");
        assertThat(header(record, "content-type")).isEqualTo("application/json");
    }

    @Test
    void each_event_of_a_batch_is_a_record(@Partitions(1) TestTopic topic) {
        Requests.sending(
                        "application/cloudevents-batch+json", "[" + EVENT.formatted(1) + "," + EVENT.formatted(2) + "]")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200)
                .body("offsets.offset[0]", is(0))
                .body("offsets.offset[1]", is(1));

        assertThat(topic.values()).containsExactly(EVENT.formatted(1), EVENT.formatted(2));
        assertThat(header(topic.records().get(0), "content-type")).isEqualTo("application/cloudevents+json");
    }

    @Test
    void an_event_without_an_attribute_is_refused(TestTopic topic) {
        Requests.sending("application/cloudevents+json", "{\"specversion\":\"1.0\"}")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(400)
                .body("message", containsString("id is missing"));

        assertThat(topic.end()).isZero();
    }

    private static RequestSpecification signed() {
        return given().contentType("text/plain")
                .header("X-Hub-Signature-256", SIGNATURE)
                .header("X-GitHub-Event", "push")
                .header("X-Other", "dropped");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
