package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The packaged Weir reads records that are small in Kafka and large when decompressed. */
class CompressedRecordsIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);

    @Test
    void a_record_larger_than_the_heap_is_dead_lettered_and_the_next_one_is_handled() {
        var topic = TestTopic.create("CompressedRecordsIT.large", 1);
        try (var weir = start("compressed-large", topic)) {
            send(topic, 1, 200_000_000);
            send(topic, 1, 10);

            awaitHandled(weir, topic, 2);
            var records = RestAssured.given()
                    .port(weir.port())
                    .get("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(records.getString("[0].error")).contains("200000");
            assertThat(records.getString("[1].value")).isEqualTo("x".repeat(10));
            assertThat(TestTopic.kafka()
                            .consumeStrings()
                            .fromTopics(topic + ".dead", 1)
                            .awaitCompletion()
                            .getFirstRecord()
                            .value())
                    .isEmpty();
            assertThat(weir.isRunning()).isTrue();
        }
    }

    @Test
    void many_large_records_of_one_small_batch_are_handled() {
        var topic = TestTopic.create("CompressedRecordsIT.many", 1);
        send(topic, 400, 900_000);
        try (var weir = start("compressed-many", topic)) {
            awaitHandled(weir, topic, 400);

            assertThat(weir.isRunning()).isTrue();
        }
    }

    private static WeirProcess start(String name, TestTopic topic) {
        return WeirProcess.startScript(
                Path.of("."),
                name,
                TestBroker.bootstrapServers(),
                Map.of(
                        "mp.messaging.incoming.web-log-in.topic",
                        topic.name(),
                        "mp.messaging.incoming.web-log-in.group.id",
                        topic.name(),
                        "mp.messaging.incoming.web-log-batches-in.enabled",
                        "true",
                        "mp.messaging.incoming.web-log-batches-in.topic",
                        topic.name(),
                        "mp.messaging.incoming.web-log-batches-in.group.id",
                        topic + ".batches"));
    }

    private static void awaitHandled(WeirProcess weir, TestTopic topic, long records) {
        for (var group : new String[] {topic.name(), topic + ".batches"}) {
            await("the group " + group).atMost(TIMEOUT).until(() -> !weir.isRunning() || records == committed(group));
        }
        assertThat(weir.isRunning()).as("Weir runs; see %s", weir.logFile()).isTrue();
        assertThat(weir.readiness()).isEqualTo(200);
    }

    private static long committed(String group) {
        return TestTopic.kafka().consumerGroups().offsets(group).values().stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
    }

    private static void send(TestTopic topic, int count, int bytes) {
        var value = new byte[bytes];
        Arrays.fill(value, "x".getBytes(StandardCharsets.US_ASCII)[0]);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        TestBroker.bootstrapServers(),
                        "compression.type",
                        "zstd",
                        "max.request.size",
                        400_000_000,
                        "buffer.memory",
                        800_000_000L,
                        "batch.size",
                        Math.min(400_000_000, 1_000 + count * (bytes + 100)),
                        "linger.ms",
                        1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                var unused = producer.send(new ProducerRecord<>(topic.name(), value));
            }
        }
    }
}
