package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetRangeTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # asked, earliest, latest, from, skipped
                  0,        0,      0,    0,       0
                  5,        0,     10,    5,       0
                  5,        5,     10,    5,       0
                  3,        5,     10,    5,       2
                 10,        5,     10,   10,       0
                 12,        5,     10,   10,       0
            """)
    void begins_at_the_nearest_offset_in_the_log(long asked, long earliest, long latest, long from, long skipped) {
        var range = OffsetRange.within(asked, earliest, latest);

        assertThat(range.from()).isEqualTo(from);
        assertThat(range.skipped()).isEqualTo(skipped);
        assertThat(range.to()).isEqualTo(latest);
    }

    @Test
    void is_done_when_the_position_of_its_reader_has_reached_the_end() {
        var range = OffsetRange.within(0, 0, 10);

        assertThat(range.isDone(9L)).isFalse();
        assertThat(range.isDone(10L)).isTrue();
        assertThat(range.isDone(12L)).as("a transaction marker follows").isTrue();
        assertThat(range.isDone(null)).as("position is not known").isFalse();
    }

    @Test
    void empty_range_is_done_before_anything_is_read() {
        var range = OffsetRange.within(7, 7, 7);

        assertThat(range.isDone(range.from())).isTrue();
    }

    @Test
    void added_partition_is_read_from_its_beginning_without_an_end() {
        assertThat(OffsetRange.ADDED.from()).isZero();
        assertThat(OffsetRange.ADDED.isDone(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void another_end_does_not_move_the_beginning() {
        var range = OffsetRange.within(100, 0, 100).until(50);

        assertThat(range.from()).isEqualTo(100);
        assertThat(range.isDone(range.from())).isTrue();
    }

    @Test
    void another_beginning_skips_nothing() {
        var range = OffsetRange.within(0, 5, 10).from(8);

        assertThat(range.from()).isEqualTo(8);
        assertThat(range.skipped()).isZero();
        assertThat(range.to()).isEqualTo(10);
    }
}
