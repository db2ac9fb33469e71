package dev.weir.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.broker.TestBroker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class LastRecordsCounterTest {

    private static final String BROKERS = TestBroker.bootstrapServers();

    @Test
    void last_records_exclude_transaction_markers(TestTopic topic) {
        transactions(topic, "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9");

        for (int count : new int[] {1, 2, 3, 9, 10, 11, 100}) {
            assertThat(last(topic, "read_uncommitted", count))
                    .as("the last %d", count)
                    .hasSize(Math.min(count, 10))
                    .endsWith((byte) '9');
        }
    }

    @Test
    void last_records_exclude_aborted_records(TestTopic topic) {
        transactions(topic, "c0", "a1", "c2", "a3", "a4", "a5", "a6", "a7", "a8", "c9", "a0", "a0", "a0");

        for (int count : new int[] {1, 2, 3, 4, 50}) {
            assertThat(last(topic, "read_committed", count))
                    .as("the last %d", count)
                    .hasSize(Math.min(count, 3))
                    .endsWith((byte) '9');
            assertThat(last(topic, "read_uncommitted", count))
                    .as("the last %d", count)
                    .hasSize(Math.min(count, 13))
                    .endsWith((byte) '0');
        }
    }

    @Test
    void last_records_of_an_empty_topic_are_none(TestTopic topic) {
        assertThat(last(topic, "read_committed", 5)).isEmpty();
        transactions(topic, "a1", "a2");
        assertThat(last(topic, "read_committed", 5)).isEmpty();
    }

    /** The values of the last records of a topic, by their last letters. */
    private static List<Byte> last(TestTopic topic, String isolation, int count) {
        var partition = new TopicPartition(topic.name(), 0);
        try (var counter = consumer(isolation);
                var reader = consumer(isolation)) {
            var ends = counter.endOffsets(List.of(partition));
            var starts = new LastRecordsCounter(counter, Duration.ofSeconds(30), Ticker.systemTicker())
                    .starts(counter.beginningOffsets(List.of(partition)), ends, count);
            reader.assign(List.of(partition));
            reader.seek(partition, starts.get(partition));
            List<Byte> seen = new ArrayList<>();
            while (reader.position(partition) < ends.get(partition)) {
                reader.poll(Duration.ofMillis(200)).forEach(record -> seen.add(record.value()[1]));
            }
            return seen;
        }
    }

    private static Consumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKERS, "isolation.level", isolation, "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Produces a transaction per value; commits it if the value begins with c, else aborts it. */
    private static void transactions(TestTopic topic, String... values) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKERS, "transactional.id", topic.name()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (var value : values) {
                producer.beginTransaction();
                var unused =
                        producer.send(new ProducerRecord<>(topic.name(), value.getBytes(StandardCharsets.US_ASCII)));
                producer.flush();
                if (value.startsWith("c")) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
    }
}
