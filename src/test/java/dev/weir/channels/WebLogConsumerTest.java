package dev.weir.channels;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.channels.handler.RememberingHandler;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The topics are those of the declared channel; each test has its own key, named after it. */
@QuarkusTest
class WebLogConsumerTest {

    private static final String GROUP = "weir-web-log";
    private static final Duration TIMEOUT = Deadlines.seconds(30);

    /** Created with the first dead letter. */
    private static final TestTopic DEAD = new TestTopic("web_log.dead", 1);

    private static TestTopic topic;

    @Inject
    RememberingHandler handler;

    @Inject
    MeterRegistry metrics;

    @BeforeAll
    static void topic() {
        topic = TestTopic.shared("web_log");
    }

    @Test
    void each_record_is_handed_to_the_handler() {
        send("hands_each_record", "{\"level\":\"info\",\"text\":\"这是第1条消息\"}");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handler.values("hands_each_record"))
                .containsExactly("{\"level\":\"info\",\"text\":\"这是第1条消息\"}"));
    }

    @Test
    void records_of_a_partition_are_handled_in_their_order() {
        var values = IntStream.range(0, 50).mapToObj(i -> "line " + i).toList();

        values.forEach(value -> send("in_their_order", value));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handler.values("in_their_order"))
                .isEqualTo(values));
    }

    @Test
    void the_channel_continues_after_a_record_that_cannot_be_handled() {
        send("goes_on", "before");
        send("goes_on", "poison");
        send("goes_on", "after");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(handler.values("goes_on")).containsExactly("before", "after"));
    }

    @Test
    void a_dead_letter_has_the_reason_and_the_offset_of_its_record() {
        var offset = send("sets_aside", "poison of sets_aside");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(deadOf("sets_aside")).hasSize(1));
        var letter = deadOf("sets_aside").get(0);
        assertThat(letter.value()).asString().isEqualTo("poison of sets_aside");
        assertThat(header(letter, "dead-letter-reason")).isEqualTo("Cannot handle 'poison of sets_aside'");
        assertThat(header(letter, "dead-letter-topic")).isEqualTo("web_log");
        assertThat(header(letter, "dead-letter-partition")).isEqualTo("0");
        assertThat(header(letter, "dead-letter-offset")).isEqualTo(Long.toString(offset));
    }

    @Test
    void a_dead_letter_has_the_headers_of_its_record() {
        sending("text/plain", "poison")
                .queryParam("key", "keeps_the_headers")
                .header("Kafka-Header-trace", "7")
                .post("/topics/web_log/records")
                .then()
                .statusCode(200);

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(deadOf("keeps_the_headers")).hasSize(1));
        assertThat(header(deadOf("keeps_the_headers").get(0), "trace")).isEqualTo("7");
    }

    @Test
    void handled_records_are_counted() {
        awaitNoLag();
        var before = count("weir.channel.records");

        send("counts_handled", "v");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(count("weir.channel.records")).isEqualTo(before + 1));
    }

    @Test
    void dead_letters_are_counted() {
        awaitNoLag();
        var before = count("weir.channel.dead.letters");

        send("counts_set_aside", "poison");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(count("weir.channel.dead.letters"))
                .isEqualTo(before + 1));
    }

    @Test
    void offsets_of_handled_records_are_committed() {
        var last = send("commits", "v");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(topic.committed(GROUP)).isEqualTo(last + 1));
    }

    @Test
    void offsets_of_dead_letters_are_committed() {
        var last = send("commits_poison", "poison");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(topic.committed(GROUP)).isEqualTo(last + 1));
    }

    private static void awaitNoLag() {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(topic.committed(GROUP)).isEqualTo(topic.end()));
    }

    private double count(String counter) {
        return metrics.get(counter)
                .tag("channel", WebLogConsumer.CHANNEL)
                .counter()
                .count();
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadOf(String key) {
        if (!TestTopic.kafka().topics().list().contains(DEAD.name())) {
            return List.of();
        }
        return DEAD.records().stream()
                .filter(record -> key.equals(new String(record.key(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static long send(String key, String value) {
        return sending("text/plain", value)
                .queryParam("key", key)
                .post("/topics/web_log/records")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("offset");
    }
}
