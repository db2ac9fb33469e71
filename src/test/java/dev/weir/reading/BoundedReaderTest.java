package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kafka.BatchSizes;
import dev.weir.kafka.KafkaAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BoundedReaderTest {

    private static final long MEGABYTE = 1024 * 1024;
    private static final String TOPIC = "wide";

    /** Kafka's consumer asks a broker for the end of each partition without a fetched one, by a request of its own. */
    private final List<TopicPartition> asked = new ArrayList<>();

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest") {
        @Override
        public OptionalLong currentLag(TopicPartition partition) {
            asked.add(partition);
            return super.currentLag(partition);
        }
    };

    private final BoundedReader reader = new BoundedReader(
            new FetchBudget(60 * MEGABYTE),
            new BatchSizes(KafkaAdmin.to(Map.of("bootstrap.servers", "127.0.0.1:1"))),
            MEGABYTE,
            new BoundedBytes(MEGABYTE),
            share -> consumer);

    @Test
    void only_partitions_with_records_are_looked_at_for_unread_ones() {
        readFromBeginning(1_000);
        end(3, 5_000);
        end(4, 2);

        assertThat(reader.skipUnread(1_000, 100)).isEmpty();
        reader.poll(Duration.ZERO);
        add(3, 0);
        add(4, 0);
        reader.poll(Duration.ZERO);

        assertThat(reader.skipUnread(1_000, 100)).isEqualTo(Map.of(partition(3), 4_899L));
        assertThat(reader.position(partition(3))).isEqualTo(4_900);
        assertThat(asked).containsExactlyInAnyOrder(partition(3), partition(4));
    }

    @Test
    void a_partition_that_is_no_longer_read_is_not_looked_at() {
        readFromBeginning(2);
        reader.poll(Duration.ZERO);
        end(0, 5_000);
        add(0, 0);
        reader.poll(Duration.ZERO);
        reader.retain(List.of(partition(1)));

        assertThat(reader.skipUnread(1_000, 100)).isEmpty();
        assertThat(asked).isEmpty();
    }

    private void readFromBeginning(int partitions) {
        reader.seek(IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(BoundedReaderTest::partition, each -> 0L)));
    }

    private void end(int partition, long offset) {
        consumer.updateEndOffsets(Map.of(partition(partition), offset));
    }

    private void add(int partition, long offset) {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], new byte[0]));
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }
}
