package dev.weir.produce;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class MetricsTest {

    @Inject
    KafkaClientService clients;

    @ParameterizedTest
    @CsvSource({"all, records-all-out", "leader, records-leader-out", "none, records-none-out"})
    void a_sent_record_counts_by_channel_and_acks(String acks, String channel, TestTopic topic) {
        var series = "weir_produce_records_total{acks=\"%s\",channel=\"%s\"}".formatted(acks, channel);
        var before = value(series);

        sending("text/plain", "v").queryParam("acks", acks).post("/topics/" + topic + "/records");

        assertThat(value(series)).isEqualTo(before + 1);
    }

    @Test
    void every_record_of_a_batch_counts(TestTopic topic) {
        var series = "weir_produce_records_total{acks=\"all\",channel=\"records-all-out\"}";
        var before = value(series);

        sending("application/json", "{\"records\":[{\"value\":1},{\"value\":2},{\"value\":3}]}")
                .post("/topics/" + topic);

        assertThat(value(series)).isEqualTo(before + 3);
    }

    @Test
    void a_failed_record_counts_by_kind_of_failure() {
        var series = "weir_produce_failures_total{acks=\"all\",channel=\"records-all-out\",kind=\"not_found\"}";
        var before = value(series);

        sending("text/plain", "v")
                .post("/topics/MetricsTest.unknown/records")
                .then()
                .statusCode(404);

        assertThat(value(series)).isEqualTo(before + 1);
    }

    @Test
    void the_latency_of_a_send_is_in_a_histogram_bucket(TestTopic topic) {
        var all = "weir_produce_seconds_bucket{acks=\"all\",channel=\"records-all-out\",le=\"+Inf\"}";
        var before = value(all);

        sending("text/plain", "v").post("/topics/" + topic + "/records");

        assertThat(value(all)).isEqualTo(before + 1);
    }

    /** Otherwise a producer kept sensors of each topic, also of those that were deleted since. */
    @Test
    void the_metrics_of_a_producer_do_not_grow_with_each_topic(TestTopic topic) {
        sending("text/plain", "v").post("/topics/" + topic + "/records").then().statusCode(200);

        var metrics =
                clients.<byte[], byte[]>getProducer("records-all-out").unwrap().metrics();

        assertThat(metrics.keySet().stream()
                        .filter(name -> name.group().equals("producer-topic-metrics"))
                        .map(name -> name.tags().get("topic")))
                .isNotEmpty()
                .containsOnly("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weir_produce_seconds_count",
                "weir_produce_seconds_bucket",
                "weir_produce_records_in_flight",
                "weir_channel_records_total",
                "weir_channel_dead_letters_total",
                "kafka_producer_record_send_total",
                "kafka_consumer_fetch_manager_records_lag_max",
                "http_server_requests_seconds_count",
                "jvm_memory_used_bytes"
            })
    void each_metric_is_exposed(String name) {
        when().get("/topics").then().statusCode(200);

        assertThat(scraped()).containsPattern("(?m)^" + name + "[{ ]");
    }

    private static double value(String series) {
        var line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(scraped());
        assertThat(line.find()).as(series).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static String scraped() {
        return when().get("/q/metrics").then().statusCode(200).extract().asString();
    }
}
