package dev.weir.generate;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The asynchronous producer of ten records that reads its successes and its errors from two channels. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class AsynchronousSendTest {

    private static final List<String> MESSAGES =
            IntStream.rangeClosed(1, 10).mapToObj("这是异步消息，第%d条"::formatted).toList();

    @Test
    void a_generator_counts_stored_and_failed_records(TestTopic topic) {
        var report = Generated.start("""
                {"topic": "%s", "count": 10, "value": "这是异步消息，第{n}条", "mode": "async"}
                """.formatted(topic)).finished();

        assertThat(report.getLong("enqueued")).isEqualTo(10);
        assertThat(report.getLong("delivered")).isEqualTo(10);
        assertThat(report.getLong("errors")).isZero();
        assertThat(topic.values()).containsExactlyElementsOf(MESSAGES);
    }

    @Test
    void as_a_request_it_reads_both_from_its_receipts(TestTopic topic) {
        var records = MESSAGES.stream()
                .map(message -> "{\"value\":\"" + message + "\"}")
                .collect(Collectors.joining(",", "{\"records\":[", ",{\"value\":\"坏\",\"partition\":7}]}"));

        var receipts = sending(MediaTypes.RECORDS_TEXT, records)
                .header("Prefer", "respond-async")
                .post("/topics/" + topic + "?async=true")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getList("receipts", String.class);

        assertThat(receipts).hasSize(11);
        assertThat(receipts.stream().map(AsynchronousSendTest::outcome).toList())
                .startsWith("delivered", "delivered")
                .endsWith("delivered", "failed");
        assertThat(topic.values()).containsExactlyElementsOf(MESSAGES);
    }

    private static String outcome(String receipt) {
        return await().atMost(Deadlines.seconds(10))
                .until(
                        () -> when().get("/receipts/" + receipt)
                                .then()
                                .extract()
                                .jsonPath()
                                .getString("state"),
                        state -> !state.equals("pending"));
    }
}
