package dev.weir.channels.deadletter;

import static dev.weir.testing.Deadlines.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handles records that are constructed here and not read from a topic. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class DeadLetterHandlerFactoryTest {

    private static final Duration TIMEOUT = Deadlines.seconds(60);

    @Inject
    @Identifier(DeadLetterHandlerFactory.STRATEGY)
    DeadLetterHandlerFactory letters;

    private final AtomicInteger acknowledged = new AtomicInteger();

    @Test
    void a_missing_dead_letter_topic_is_created() {
        var done = reject(null, record("DeadLettersTest.missing", 7, "v"));

        await().atMost(TIMEOUT).until(done::isDone);
        assertThat(done).isCompleted();
        assertThat(new TestTopic("DeadLettersTest.missing.dead", 1).values()).containsExactly("v");
        assertThat(acknowledged).hasValue(1);
    }

    @Test
    void a_dead_letter_has_the_offset_of_its_record_and_the_reason(TestTopic dead) {
        var done = reject(dead.name(), record("somewhere", 7, "v"));

        await().atMost(TIMEOUT).until(done::isDone);
        var letter = dead.record();
        assertThat(letter.headers().toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .startsWith(
                        "trace=1",
                        "dead-letter-exception-class-name=java.lang.IllegalStateException",
                        "dead-letter-reason=outer",
                        "dead-letter-cause-class-name=java.io.IOException",
                        "dead-letter-cause=inner",
                        "dead-letter-topic=somewhere",
                        "dead-letter-partition=3",
                        "dead-letter-offset=7",
                        "dead-letter-timestamp=1970-01-01T00:00:01Z");
        assertThat(letter.timestamp()).isGreaterThan(1_000);
        assertThat(letter.key()).asString().isEqualTo("k");
    }

    @Test
    void the_dead_letter_of_a_tombstone_is_a_tombstone(TestTopic dead) {
        var done = reject(dead.name(), record("somewhere", 7, null));

        await().atMost(TIMEOUT).until(done::isDone);
        assertThat(dead.record().value()).isNull();
    }

    @Test
    void the_record_is_unacknowledged_and_weir_not_ready_until_its_dead_letter_is_stored(TestTopic dead) {
        limit(dead, "50");

        var done = reject(dead.name(), record("held", 7, "v"));

        await().atMost(TIMEOUT).until(() -> letters.call().getStatus() == Status.DOWN);
        assertThat(letters.call().getData())
                .hasValueSatisfying(data -> assertThat(data).containsKey("held[3]@7"));
        assertThat(done).isNotDone();
        assertThat(acknowledged).hasValue(0);

        limit(dead, "1048588");
        await().atMost(TIMEOUT).until(done::isDone);
        assertThat(dead.values()).containsExactly("v");
        assertThat(acknowledged).hasValue(1);
        assertThat(letters.call().getStatus()).isEqualTo(Status.UP);
    }

    private CompletableFuture<Void> reject(String topic, ConsumerRecord<byte[], byte[]> record) {
        var reason = new IllegalStateException("outer", new IOException("inner"));
        var handler = letters.ofBytes(topic);
        var commits = new KafkaCommitHandler() {
            @Override
            public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> handled) {
                acknowledged.incrementAndGet();
                return Uni.createFrom().voidItem();
            }
        };
        return handler.handle(
                        new IncomingKafkaRecord<>(record, "test", 0, commits, handler, false), reason, Metadata.empty())
                .subscribeAsCompletionStage();
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, String value) {
        var headers = new RecordHeaders();
        headers.add("trace", "1".getBytes(UTF_8));
        return new ConsumerRecord<>(
                topic,
                3,
                offset,
                1_000,
                TimestampType.CREATE_TIME,
                1,
                1,
                "k".getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers,
                Optional.empty());
    }

    /** Sets the largest record of a topic. */
    private static void limit(TestTopic topic, String bytes) {
        var change = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
        TestTopic.kafka()
                .getOrCreateAdminClient()
                .incrementalAlterConfigs(
                        Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), List.of(change)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
