package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.weir.channels.handler.RememberingHandler;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A synchronous send: acks=all, a random partition, partition and offset in the response, errors as statuses. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class SynchronousSendTest {

    private static TestTopic webLog;

    @Inject
    RememberingHandler handler;

    @BeforeAll
    static void topic() {
        webLog = TestTopic.shared("web_log");
    }

    @Test
    void a_record_is_stored_at_the_partition_and_offset_of_the_response() {
        var answer = sending("text/plain", "this is a test log")
                .queryParam("acks", "all")
                .queryParam("partitioner", "random")
                .queryParam("key", "ProgramP1Test")
                .post("/topics/web_log/records")
                .then()
                .statusCode(200)
                .body("topic", equalTo("web_log"))
                .body("partition", equalTo(0))
                .body("offset", greaterThanOrEqualTo(0))
                .extract()
                .jsonPath();

        var stored = webLog.records().get(answer.getInt("offset"));
        assertThat(stored.value()).asString().isEqualTo("this is a test log");
        await().untilAsserted(() -> assertThat(handler.values("ProgramP1Test")).containsExactly("this is a test log"));
    }

    @Test
    void the_random_partitioner_uses_every_partition(@Partitions(2) TestTopic topic) {
        for (int i = 0; i < 40; i++) {
            sending("text/plain", "this is a test log")
                    .queryParam("partitioner", "random")
                    .post("/topics/" + topic + "/records");
        }

        // The test fails by chance once in 2^39 runs.
        assertThat(topic.records())
                .extracting(record -> record.partition())
                .contains(0, 1)
                .hasSize(40);
    }

    @Test
    void an_error_is_a_status_and_not_a_success() {
        sending("text/plain", "this is a test log")
                .post("/topics/ProgramP1Test.unknown/records")
                .then()
                .statusCode(404)
                .body("message", equalTo("There is no topic 'ProgramP1Test.unknown'"));
    }
}
