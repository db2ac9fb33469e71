package dev.weir.channels;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.channels.handler.PoisonRecord;
import dev.weir.channels.handler.RememberingBatchHandler;
import dev.weir.channels.handler.RememberingHandler;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The content of a record terminates no channel: of single records, of batches or of the application. */
@QuarkusTest
@TestProfile(HostileRecordsTest.AllChannels.class)
class HostileRecordsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String TOPIC = "HostileRecordsTest";
    private static final List<String> GROUPS = List.of(
            "HostileRecordsTest.single",
            "HostileRecordsTest.batches",
            "HostileRecordsTest.text",
            "HostileRecordsTest.async");

    private static TestTopic topic;

    @Inject
    RememberingHandler single;

    @Inject
    RememberingBatchHandler batches;

    @Inject
    TextConsumer text;

    @Inject
    AsyncConsumer async;

    /** All channels read the same topic, each with its own group and dead letter topic. */
    public static final class AllChannels implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("mp.messaging.incoming.web-log-in.topic", TOPIC),
                    Map.entry("mp.messaging.incoming.web-log-in.group.id", GROUPS.get(0)),
                    Map.entry("mp.messaging.incoming.web-log-in.dead-letter-queue.topic", GROUPS.get(0) + ".dead"),
                    Map.entry("mp.messaging.incoming.web-log-batches-in.enabled", "true"),
                    Map.entry("mp.messaging.incoming.web-log-batches-in.topic", TOPIC),
                    Map.entry("mp.messaging.incoming.web-log-batches-in.group.id", GROUPS.get(1)),
                    Map.entry(
                            "mp.messaging.incoming.web-log-batches-in.dead-letter-queue.topic",
                            GROUPS.get(1) + ".dead"),
                    Map.entry("mp.messaging.incoming.text-in.enabled", "true"),
                    Map.entry("mp.messaging.incoming.text-in.topic", TOPIC),
                    Map.entry("mp.messaging.incoming.text-in.group.id", GROUPS.get(2)),
                    Map.entry("mp.messaging.incoming.text-in.dead-letter-queue.topic", GROUPS.get(2) + ".dead"),
                    Map.entry("mp.messaging.incoming.async-in.enabled", "true"),
                    Map.entry("mp.messaging.incoming.async-in.topic", TOPIC),
                    Map.entry("mp.messaging.incoming.async-in.group.id", GROUPS.get(3)),
                    Map.entry("mp.messaging.incoming.async-in.dead-letter-queue.topic", GROUPS.get(3) + ".dead"),
                    Map.entry("mp.messaging.incoming.manual-in.enabled", "true"),
                    Map.entry("mp.messaging.incoming.manual-in.topic", "ChannelEndTest"),
                    Map.entry("mp.messaging.incoming.manual-in.group.id", "ChannelEndTest"),
                    Map.entry("weir.consume.batch.max-wait", "100ms"),
                    // Thousands of log lines would hide a failure.
                    Map.entry("quarkus.log.category.\"io.smallrye.reactive.messaging.provider\".level", "OFF"),
                    Map.entry(
                            "quarkus.log.category.\"dev.weir.channels.deadletter.DeadLetterHandler\".level", "ERROR"));
        }
    }

    @BeforeAll
    static void topic() {
        topic = TestTopic.create(TOPIC, 1);
        // Allows every timestamp.
        var change = new AlterConfigOp(
                new ConfigEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
                AlterConfigOp.OpType.SET);
        TestTopic.kafka()
                .getOrCreateAdminClient()
                .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), List.of(change)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void every_record_of_the_set_is_handled_or_becomes_a_dead_letter() {
        var hostile = HostileRecords.all(TOPIC);
        var before = topic.end();

        send(hostile.stream());
        send(Stream.of(healthy("after the set")));

        awaitHealthyChannels("after the set");
        assertThat(deadFrom(GROUPS.get(0), before)).isEqualTo(deadFrom(GROUPS.get(1), before));
        // Records that the deserializer rejects, and those that the handler rejects.
        assertThat(deadFrom(GROUPS.get(2), before)).isEqualTo(deadFrom(GROUPS.get(0), before));
        assertThat(deadFrom(GROUPS.get(0), before)).hasSize(2 * PoisonRecord.values().length + 3);
    }

    @Test
    void random_records_are_handled_or_become_dead_letters() {
        var seed = new Random().nextLong();
        var random = new Random(seed);

        send(Stream.generate(() -> HostileRecords.any(TOPIC, random)).limit(2_000));
        send(Stream.of(healthy("after seed " + seed)));

        awaitHealthyChannels("after seed " + seed);
    }

    @Test
    void the_dead_letter_of_an_undecodable_record_has_its_bytes() {
        var offset = topic.end();
        send(Stream.of(new ProducerRecord<>(TOPIC, "overflow 1".getBytes(UTF_8), "linkage 2".getBytes(UTF_8))));
        send(Stream.of(healthy("after the bytes")));

        awaitHealthyChannels("after the bytes");

        var letter = letters(GROUPS.get(2)).stream()
                .filter(each -> offset(each) == offset)
                .findFirst()
                .orElseThrow();
        assertThat(letter.key()).asString(UTF_8).isEqualTo("overflow 1");
        assertThat(letter.value()).asString(UTF_8).isEqualTo("linkage 2");
        assertThat(header(letter, "dead-letter-reason")).startsWith("The value cannot be decoded");
        assertThat(letter.headers().lastHeader("weir-undecodable")).isNull();
    }

    @Test
    void a_dead_letter_that_would_be_too_large_is_a_reference() {
        var offset = topic.end();
        send(Stream.of(new ProducerRecord<>(
                TOPIC, "k".getBytes(UTF_8), "poison".repeat(174_700).getBytes(UTF_8))));
        send(Stream.of(healthy("after the largest")));

        awaitHealthyChannels("after the largest");

        var letter = letters(GROUPS.get(0)).stream()
                .filter(each -> offset(each) == offset)
                .findFirst()
                .orElseThrow();
        assertThat(letter.key()).asString(UTF_8).isEqualTo("k");
        assertThat(letter.value()).isEmpty();
        assertThat(header(letter, "dead-letter-left-out")).contains("exceeds max.message.bytes");
        assertThat(header(letter, "dead-letter-topic")).isEqualTo(TOPIC);
    }

    private void awaitHealthyChannels(String last) {
        await("single handles '" + last + "'").atMost(TIMEOUT).until(() -> single.values("healthy")
                .contains(last));
        await("batches handles '" + last + "'").atMost(TIMEOUT).until(() -> batches.values()
                .contains(last));
        await("text handles '" + last + "'").atMost(TIMEOUT).until(() -> text.handled()
                .contains("healthy=" + last));
        await().atMost(TIMEOUT)
                .untilAsserted(() -> GROUPS.forEach(
                        group -> assertThat(topic.committed(group)).as(group).isEqualTo(topic.end())));
        when().get("/q/health/live").then().statusCode(200);
        when().get("/q/health/ready").then().statusCode(200);
    }

    private static ProducerRecord<byte[], byte[]> healthy(String value) {
        return new ProducerRecord<>(TOPIC, "healthy".getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static void send(Stream<ProducerRecord<byte[], byte[]>> records) {
        try (var producer = HostileRecords.producer()) {
            var sent = records.map(producer::send).toList();
            for (var each : sent) {
                assertThat(each).succeedsWithin(TIMEOUT);
            }
        }
    }

    private static List<Long> deadFrom(String group, long offset) {
        return letters(group).stream()
                .map(HostileRecordsTest::offset)
                .filter(each -> each >= offset)
                .sorted()
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> letters(String group) {
        return new TestTopic(group + ".dead", 1).records();
    }

    private static long offset(ConsumerRecord<byte[], byte[]> letter) {
        return Long.parseLong(header(letter, "dead-letter-offset"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
