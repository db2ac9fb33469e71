package dev.weir.produce.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A history of three seconds that begins at second 100. */
class SendHistoryTest {

    private final SendHistory history = new SendHistory(3, 100);

    @Test
    void the_current_second_is_left_out_until_it_is_over() {
        history.add(100, 5, 1);
        assertThat(history.until(100).confirmed()).isEmpty();
        assertThat(history.until(101)).isEqualTo(new DeliveriesBySecond(100_000, List.of(5L), List.of(1L)));
    }

    @Test
    void seconds_without_records_are_zero_and_old_ones_are_forgotten() {
        history.add(100, 5, 0);
        history.add(101, 1, 0);
        history.add(101, 1, 0);
        history.add(103, 0, 7);
        assertThat(history.until(104))
                .isEqualTo(new DeliveriesBySecond(101_000, List.of(2L, 0L, 0L), List.of(0L, 0L, 7L)));
        assertThat(history.until(1_000))
                .isEqualTo(new DeliveriesBySecond(997_000, List.of(0L, 0L, 0L), List.of(0L, 0L, 0L)));
    }

    @Test
    void a_clock_that_is_set_back_counts_for_the_newest_second() {
        history.add(102, 1, 0);
        history.add(90, 1, 0);
        assertThat(history.until(103).confirmed()).containsExactly(0L, 0L, 2L);
    }
}
