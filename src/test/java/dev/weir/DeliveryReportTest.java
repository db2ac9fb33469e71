package dev.weir;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.weir.http.MediaTypes;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The response reports topic, partition and offset of a record, which keeps its value and headers. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class DeliveryReportTest {

    private static final String VALUE = "Hello Go!";
    private static final String HEADER = "header values are binary";

    @Test
    void a_raw_record_is_reported_with_partition_and_offset_and_keeps_its_header(TestTopic topic) {
        sending("text/plain", VALUE)
                .header("Kafka-Header-myTestHeader", HEADER)
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200)
                .body("topic", equalTo(topic.name()))
                .body("partition", equalTo(0))
                .body("offset", equalTo(0));

        assertIsTheRecord(topic.record());
    }

    @Test
    void a_record_of_a_batch_is_reported_with_partition_and_offset_and_keeps_its_header(TestTopic topic) {
        var header = Base64.getEncoder().encodeToString(HEADER.getBytes(StandardCharsets.UTF_8));

        sending(
                        MediaTypes.RECORDS_TEXT,
                        "{\"records\":[{\"value\":\"%s\",\"headers\":[{\"key\":\"myTestHeader\",\"value\":\"%s\"}]}]}"
                                .formatted(VALUE, header))
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("offsets[0].partition", equalTo(0))
                .body("offsets[0].offset", equalTo(0));

        assertIsTheRecord(topic.record());
    }

    private static void assertIsTheRecord(ConsumerRecord<byte[], byte[]> record) {
        assertThat(record.value()).asString().isEqualTo(VALUE);
        assertThat(record.headers().toArray()).singleElement().satisfies(header -> {
            assertThat(header.key()).isEqualTo("myTestHeader");
            assertThat(header.value()).asString().isEqualTo(HEADER);
        });
    }
}
