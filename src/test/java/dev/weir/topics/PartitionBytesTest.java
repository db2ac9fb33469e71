package dev.weir.topics;

import static dev.weir.testing.Deadlines.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.TestBroker;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.testing.ManualTicker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class PartitionBytesTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final ManualTicker ticker = new ManualTicker();
    private final KafkaAdmin admin = new KafkaAdmin(Map.of("bootstrap.servers", TestBroker.bootstrapServers()), ticker);
    private final PartitionBytes bytes = new PartitionBytes(admin);

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void the_bytes_are_read_again_after_ten_seconds(TestTopic topic) {
        var at = new TopicPartition(topic.name(), 0);
        assertThat(recent()).containsEntry(at, 0L);
        send(topic);
        await().until(() -> bytes.now().toCompletableFuture().join().get(at) > 0);

        assertThat(recent()).as("kept").containsEntry(at, 0L);
        ticker.advance(MAX_AGE.plusMillis(1));

        assertThat(recent().get(at)).isPositive();
    }

    @Test
    void the_bytes_of_a_newer_topic_are_read_at_once(TestTopic topic) {
        assertThat(recent()).isNotEmpty();
        var newer = TestTopic.create(topic + ".newer", 1);
        send(newer);

        assertThat(recent(new TopicPartition(newer.name(), 0))).containsKey(new TopicPartition(newer.name(), 0));
    }

    @Test
    void a_failure_is_not_kept() {
        admin.admin().close(Duration.ZERO);
        assertThatThrownBy(() -> recent()).isNotNull();

        assertThat(recent()).isNotEmpty();
    }

    private Map<TopicPartition, Long> recent(TopicPartition... partitions) {
        return bytes.recent(List.of(partitions)).toCompletableFuture().join();
    }

    private static void send(TestTopic topic) {
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(new ProducerRecord<String, String>(topic.name(), 0, null, new String(new byte[99], UTF_8)))
                .awaitCompletion();
    }
}
