package dev.weir.produce.admission;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic whose {@code max.message.bytes} is below the limit of Weir. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class TopicLimitTest {

    private static final int LIMIT = 100_000;
    private static final String LARGE = "x".repeat(300_000);

    @Test
    void a_record_over_the_limit_is_413_with_the_limit(TestTopic topic) throws Exception {
        limit(topic);
        sending("text/plain", LARGE)
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(413)
                .body("message", containsString("max.message.bytes"));

        assertThat(topic.values()).isEmpty();
    }

    @Test
    void other_records_of_the_batch_are_stored(TestTopic topic) throws Exception {
        limit(topic);
        sending("application/vnd.kafka.text.v2+json", batch("a", LARGE, "b", "c", LARGE))
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("offsets[0].offset", equalTo(0))
                .body("offsets[1].error_code", equalTo(413))
                .body("offsets[2].offset", equalTo(1))
                .body("offsets[3].offset", equalTo(2))
                .body("offsets[4].error_code", equalTo(413));

        assertThat(topic.values()).containsExactly("a", "b", "c");
    }

    /** Kafka applies the limit to a batch, not to a record. */
    @Test
    void records_below_the_limit_are_stored_if_their_sum_is_over_it(TestTopic topic) throws Exception {
        limit(topic);
        var values = IntStream.range(0, 50)
                .mapToObj(i -> i + "-" + "y".repeat(30_000))
                .toList();

        sending("application/vnd.kafka.text.v2+json", batch(values.toArray(String[]::new)))
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("offsets[49].offset", equalTo(49));

        assertThat(topic.values()).containsExactlyElementsOf(values);
    }

    @Test
    void other_lines_of_the_stream_are_stored(TestTopic topic) throws Exception {
        limit(topic);
        var answers = sending(
                        "application/x-ndjson", "{\"value\":\"a\"}\n{\"value\":\"" + LARGE + "\"}\n{\"value\":\"b\"}\n")
                .post("/topics/" + topic + "/records?format=text")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).contains("\"offset\":0");
        assertThat(answers.get(1)).contains("\"error_code\":413");
        assertThat(answers.get(2)).contains("\"offset\":1");
    }

    /** Returns when the brokers apply the setting. */
    private static void limit(TestTopic topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var setting = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(LIMIT)), AlterConfigOp.OpType.SET);
        var admin = TestTopic.kafka().getOrCreateAdminClient();
        admin.incrementalAlterConfigs(Map.of(resource, List.of(setting))).all().get();
        Deadlines.await("the limit of " + topic).until(() -> admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("max.message.bytes")
                .value()
                .equals(Integer.toString(LIMIT)));
    }

    private static String batch(String... values) {
        return Arrays.stream(values)
                .map("{\"value\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
    }
}
