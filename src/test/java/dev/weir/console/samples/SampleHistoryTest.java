package dev.weir.console.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {

    private static final TopicPartition AT = new TopicPartition("orders", 0);
    private static final long START = 1_700_000_000_000L;
    private static final long AMPLE = 1 << 24;

    private final SampleHistory history = new SampleHistory(AMPLE);

    @Test
    void offsets_are_returned_as_they_were_added() {
        long[] ends = {0, 1, 126, 126, 16_700, 5, 4_000_000_000L, 4_000_000_001L};
        for (int i = 0; i < ends.length; i++) {
            add(history, i, ends[i]);
        }

        assertThat(history.offsets(SeriesKey.end(AT))).containsExactly(ends);
        assertThat(history.times()).startsWith(START, START + 1_000).hasSize(ends.length);
    }

    @Test
    void an_offset_that_a_sample_lacks_is_unknown() {
        add(history, 0, 7);
        history.add(new Sample(START + 1_000, Map.of(), Map.of("billing", Map.of(AT, 3L))));
        add(history, 2, 9);

        assertThat(history.offsets(SeriesKey.end(AT))).containsExactly(7, -1, 9);
        assertThat(history.offsets(new SeriesKey("billing", AT))).containsExactly(-1, 3, -1);
        assertThat(history.partitions("billing")).containsExactly(AT);
    }

    @Test
    void the_arrival_of_an_offset_is_interpolated_between_two_samples() {
        add(history, 0, 10);
        add(history, 1, 10);
        add(history, 2, 20);

        assertThat(history.arrival(AT, 14)).hasValue(START + 1_500);
        assertThat(history.arrival(AT, 19)).hasValue(START + 2_000);
    }

    @Test
    void the_arrival_of_an_offset_before_the_first_sample_or_after_the_last_is_unknown() {
        add(history, 0, 10);
        add(history, 1, 20);

        assertThat(history.arrival(AT, 9)).isEmpty();
        assertThat(history.arrival(AT, 20)).isEmpty();
    }

    @Test
    void an_arrival_is_found_where_two_blocks_meet() {
        for (int i = 0; i < 2 * SampleBlock.MAX_SAMPLES; i++) {
            add(history, i, 10L * i);
        }
        int first = SampleBlock.MAX_SAMPLES;

        assertThat(history.arrival(AT, 10L * first - 6)).hasValue(START + first * 1_000L - 500);
    }

    @Test
    void samples_are_forgotten_after_an_hour() {
        for (int i = 0; i < 2 * 3_600; i++) {
            add(history, i, i);
        }

        assertThat(history.times()).hasSizeBetween(3_600, 3_600 + SampleBlock.MAX_SAMPLES);
        assertThat(history.times()).endsWith(START + 7_199_000);
    }

    @Test
    void an_hour_of_a_series_takes_less_than_six_kilobytes() {
        var alone = new SampleHistory(AMPLE);
        for (int i = 0; i < 3_600; i++) {
            add(alone, i, 100L * i, 1);
        }
        var many = new SampleHistory(AMPLE);
        for (int i = 0; i < 3_600; i++) {
            add(many, i, 100L * i, 101);
        }

        assertThat((many.bytes() - alone.bytes()) / 100).isLessThan(6 << 10);
    }

    @Test
    void the_oldest_samples_are_forgotten_where_all_take_more_memory_than_there_is() {
        var small = new SampleHistory(200_000);
        for (int i = 0; i < 1_000; i++) {
            add(small, i, 100L * i, 400);
            assertThat(small.bytes()).isLessThan(300_000);
        }

        assertThat(small.times()).hasSizeLessThan(1_000).endsWith(START + 999_000);
    }

    private static void add(SampleHistory history, int second, long end) {
        add(history, second, end, 1);
    }

    private static void add(SampleHistory history, int second, long end, int partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition("orders", partition), end);
        }
        history.add(new Sample(START + second * 1_000L, ends, Map.of()));
    }
}
