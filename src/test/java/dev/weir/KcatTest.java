package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.channels.handler.RememberingHandler;
import dev.weir.testing.Kcat;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Weir and librdkafka read each other's records unchanged. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class KcatTest {

    @Inject
    RememberingHandler handler;

    @BeforeAll
    static void kcat() {
        Assumptions.assumeTrue(Kcat.isInstalled(), "kcat is not installed on this machine");
        TestTopic.shared("web_log");
    }

    @Test
    void kcat_reads_records_of_weir(@Partitions(2) TestTopic topic) {
        sending("text/plain", "Hello Go! 这是消息")
                .queryParam("key", "用户-7")
                .queryParam("partition", 1)
                .queryParam("timestamp", 1_700_000_000_123L)
                .header("Kafka-Header-myTestHeader", "header values are binary")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200);

        assertThat(Kcat.run("", "-C", "-q", "-e", "-o", "beginning", "-t", topic.name(), "-f", "%p|%o|%T|%k|%s|%h"))
                .isEqualTo("1|0|1700000000123|用户-7|Hello Go! 这是消息|myTestHeader=header values are binary");
    }

    @Test
    void kcat_reads_a_tombstone_as_null(TestTopic topic) {
        sending("application/json", "{\"records\":[{\"key\":\"k\",\"value\":null}]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(200);

        assertThat(Kcat.run("", "-C", "-q", "-e", "-o", "beginning", "-t", topic.name(), "-f", "%k|%S"))
                .isEqualTo("\"k\"|-1");
    }

    @Test
    void weir_reads_records_of_kcat() {
        Kcat.run("KcatTest|Hello Weir! 这是消息\n", "-P", "-t", "web_log", "-K", "|", "-H", "myTestHeader=binary é");

        await().untilAsserted(() -> assertThat(handler.handled("KcatTest"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("Hello Weir! 这是消息");
                    assertThat(record.headers().lastHeader("myTestHeader").value())
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo("binary é");
                }));
    }

    @Test
    void weir_and_kcat_select_the_same_partition_for_a_key(@Partitions(7) TestTopic topic) {
        Kcat.run("user-7|from kcat\n", "-P", "-t", topic.name(), "-K", "|");

        sending("text/plain", "from Weir")
                .queryParam("key", "user-7")
                .queryParam("partitioner", "crc32")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200);

        assertThat(topic.values()).containsExactly("from kcat", "from Weir");
        assertThat(topic.records())
                .extracting(record -> record.partition())
                .containsOnly(topic.records().get(0).partition());
    }
}
