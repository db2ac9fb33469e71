package dev.weir.consumers;

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

    private final DeliveryTracker handout = new DeliveryTracker();

    @Test
    void what_was_not_written_comes_again_first_and_is_not_committed() {
        handout.add(records(0, 0, 4));

        assertThat(offsets(handout.next(20))).containsExactly(0L, 1L);
        handout.settle(false);

        assertThat(handout.written()).isEmpty();
        assertThat(offsets(handout.next(1_000))).containsExactly(0L, 1L, 2L, 3L);
        handout.settle(true);
        assertThat(handout.written()).containsOnly(Map.entry(FIRST, new OffsetAndMetadata(4)));
    }

    @Test
    void a_batch_ends_before_the_record_that_would_exceed_it() {
        handout.add(records(0, 0, 3));

        assertThat(offsets(handout.next(29))).containsExactly(0L, 1L);
        handout.settle(true);
        assertThat(offsets(handout.next(29))).containsExactly(2L);
    }

    @Test
    void a_record_that_is_too_large_alone_is_handed_out_alone() {
        handout.add(records(0, 0, 2));

        assertThat(offsets(handout.next(1))).containsExactly(0L);
    }

    @Test
    void a_partition_that_goes_away_while_it_is_written_counts_neither_as_read_nor_comes_again() {
        handout.add(records(0, 0, 2));
        handout.add(records(1, 0, 2));
        handout.next(1_000);

        handout.forget(List.of(FIRST));
        handout.settle(true);
        assertThat(handout.written().keySet()).containsExactly(SECOND);

        handout.add(records(0, 5, 6));
        handout.next(1_000);
        handout.forget(List.of(FIRST));
        handout.settle(false);
        assertThat(handout.isEmpty()).isTrue();
    }

    @Test
    void what_was_written_is_processed_only_when_the_client_shows_it() {
        handout.add(records(0, 0, 2));
        handout.next(1_000);
        handout.settle(true);

        assertThat(handout.processed()).isEmpty();
        handout.process();
        assertThat(handout.processed()).isEqualTo(handout.written());
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
