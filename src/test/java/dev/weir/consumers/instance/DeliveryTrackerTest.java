package dev.weir.consumers.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeliveryTrackerTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    private final DeliveryTracker deliveries = new DeliveryTracker(new DeliveryVersion(16));

    @Test
    void what_was_not_written_comes_again_first_and_is_not_committed() {
        deliveries.add(records(0, 0, 4));

        assertThat(offsets(deliveries.next(20))).containsExactly(0L, 1L);
        deliveries.settle(false);

        assertThat(written()).isEmpty();
        assertThat(offsets(deliveries.next(1_000))).containsExactly(0L, 1L, 2L, 3L);
        deliveries.settle(true);
        assertThat(written()).containsOnly(Map.entry(FIRST, new OffsetAndMetadata(4)));
    }

    @Test
    void a_batch_ends_before_the_record_that_would_exceed_it() {
        deliveries.add(records(0, 0, 3));

        assertThat(offsets(deliveries.next(29))).containsExactly(0L, 1L);
        deliveries.settle(true);
        assertThat(offsets(deliveries.next(29))).containsExactly(2L);
    }

    @Test
    void a_record_that_is_too_large_alone_is_handed_out_alone() {
        deliveries.add(records(0, 0, 2));

        assertThat(offsets(deliveries.next(1))).containsExactly(0L);
    }

    @Test
    void a_partition_that_goes_away_while_it_is_written_counts_neither_as_read_nor_comes_again() {
        deliveries.add(records(0, 0, 2));
        deliveries.add(records(1, 0, 2));
        deliveries.next(1_000);

        deliveries.forget(List.of(FIRST));
        deliveries.settle(true);
        assertThat(written().keySet()).containsExactly(SECOND);

        deliveries.add(records(0, 5, 6));
        deliveries.next(1_000);
        deliveries.forget(List.of(FIRST));
        deliveries.settle(false);
        assertThat(deliveries.isEmpty()).isTrue();
    }

    @Test
    void what_was_written_is_processed_only_when_the_client_shows_it() {
        deliveries.add(records(0, 0, 2));
        deliveries.next(1_000);
        deliveries.settle(true);

        assertThat(deliveries.offsets().uncommitted()).isEmpty();
        deliveries.offsets().process();
        assertThat(deliveries.offsets().uncommitted()).isEqualTo(written());
    }

    private Map<TopicPartition, OffsetAndMetadata> written() {
        return deliveries.offsets().delivered();
    }

    private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(ConsumerRecord::offset).toList();
    }

    /** Of ten bytes each. */
    private static List<ConsumerRecord<byte[], byte[]>> records(int partition, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>(
                        "t",
                        partition,
                        offset,
                        0,
                        TimestampType.CREATE_TIME,
                        -1,
                        10,
                        null,
                        new byte[10],
                        new RecordHeaders(),
                        Optional.empty()))
                .toList();
    }
}
