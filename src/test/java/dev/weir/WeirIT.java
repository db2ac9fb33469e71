package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged Weir, in a process of its own. */
@QuarkusIntegrationTest
@ExtendWith(OwnTopic.class)
class WeirIT {

    private static final Duration TIMEOUT = Deadlines.seconds(30);
    private static final Pattern CONSUMED = Pattern.compile("(?m)^weir_channel_records_total\\{[^}]*} (\\S+)$");

    private static TestTopic webLog;

    @BeforeAll
    static void topics() {
        webLog = TestTopic.shared("web_log");
    }

    @Test
    void becomes_ready() {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> when().get("/q/health").then().statusCode(200).body("status", equalTo("UP")));
    }

    @Test
    void stores_a_record_and_responds_with_partition_and_offset(TestTopic topic) {
        sending("text/plain", "this is a test log")
                .header("Kafka-Header-myTestHeader", "header values are binary")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200)
                .body("topic", equalTo(topic.name()))
                .body("partition", equalTo(0))
                .body("offset", equalTo(0));

        assertThat(topic.values()).containsExactly("this is a test log");
    }

    @Test
    void stores_a_batch(TestTopic topic) {
        sending("application/vnd.kafka.json.v2+json", "{\"records\":[{\"value\":{\"n\":1.0}},{\"value\":null}]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("offsets[1].offset", equalTo(1));

        assertThat(topic.values()).containsExactly("{\"n\":1.0}", null);
    }

    @Test
    void has_the_reason_in_the_error_body() {
        sending("text/plain", "v")
                .post("/topics/WeirIT.unknown/records")
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", containsString("WeirIT.unknown"));
    }

    @Test
    void handles_the_records_of_the_declared_channel() {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(webLog.committed("weir-web-log"))
                .isEqualTo(webLog.end()));
        var before = consumed();

        sending("text/plain", "this is a test log")
                .post("/topics/web_log/records")
                .then()
                .statusCode(200);

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(consumed()).isEqualTo(before + 1));
    }

    @Test
    void commits_the_records_of_the_declared_channel() {
        long offset = sending("text/plain", "this is a test log")
                .post("/topics/web_log/records")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("offset");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(webLog.committed("weir-web-log"))
                .isGreaterThan(offset));
    }

    @Test
    void exports_metrics_for_prometheus() {
        when().get("/q/metrics").then().statusCode(200).body(containsString("weir_produce_records_total"));
    }

    @Test
    void serves_its_openapi_description() {
        when().get("/q/openapi").then().statusCode(200).body(containsString("/topics/{topic}/records"));
    }

    private static double consumed() {
        var line = CONSUMED.matcher(when().get("/q/metrics").asString());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
