package dev.weir.console.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.console.samples.Sample;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetTrendsTest {

    private static final TopicPartition AT = new TopicPartition("orders", 4);
    private static final long START = 1_700_000_000_000L;

    private final GroupEvents events = new GroupEvents();
    private final OffsetTrends trends = new OffsetTrends(events);

    @Test
    void a_group_that_commits_nothing_while_records_arrive_stands_still_and_goes_on() {
        for (int i = 0; i <= 60; i++) {
            add(i, 38L * i, i == 0 ? 0 : 1);
        }

        assertThat(trends.stall("billing", AT, START + 60_000)).hasValueSatisfying(stall -> {
            assertThat(stall.since()).isEqualTo(START + 1_000);
            assertThat(stall.isAtLeast()).isFalse();
            assertThat(stall.arriving()).isCloseTo(38, within(0.5));
            assertThat(Problem.stalled("billing", stall, START + 60_000).text())
                    .isEqualTo("billing: P4 has committed nothing since 22:13:21 UTC while 38/s arrive");
        });

        add(61, 38 * 61, 38 * 61);

        assertThat(trends.stall("billing", AT, START + 61_000)).isEmpty();
        assertThat(events.of("billing"))
                .extracting(GroupEvent::kind)
                .containsExactly(GroupEvent.Kind.RESUMED, GroupEvent.Kind.STALLED);
    }

    @Test
    void a_group_that_has_stopped_before_the_first_sample_on_another_day_is_named_with_the_day() {
        for (int i = 0; i <= 60; i++) {
            add(i, i, 0);
        }

        var tomorrow = START + 86_400_000;
        assertThat(trends.stall("billing", AT, START + 60_000)).hasValueSatisfying(stall -> assertThat(
                        Problem.stalled("billing", stall, tomorrow).text())
                .isEqualTo("billing: P4 has committed nothing since before 2023-11-14 22:13:20 UTC"
                        + " while 1.0/s arrive"));
        assertThat(events.of("billing"))
                .extracting(GroupEvent::text)
                .containsExactly("P4 has committed nothing for at least 30 s while 1.0/s arrive");
    }

    @Test
    void a_group_without_lag_does_not_stand_still() {
        for (int i = 0; i <= 60; i++) {
            add(i, 7, 7);
        }

        assertThat(trends.stall("billing", AT, START + 60_000)).isEmpty();
        assertThat(events.of("billing")).isEmpty();
    }

    @Test
    void an_offset_that_was_moved_back_is_an_event() {
        add(0, 100, 90);
        add(1, 100, 10);

        assertThat(events.of("billing"))
                .extracting(GroupEvent::text)
                .containsExactly("Offset of orders P4 moved back from 90 to 10, replay of 80 records");
    }

    @Test
    void the_rates_of_arriving_and_of_reading_are_those_of_the_last_seconds() {
        for (int i = 0; i <= 60; i++) {
            add(i, 38L * i, 29L * i);
        }

        assertThat(trends.arriving(AT)).isCloseTo(38, within(0.5));
        assertThat(trends.reading("billing", AT)).isCloseTo(29, within(0.5));
    }

    private void add(int second, long end, long committed) {
        trends.add(new Sample(START + second * 1_000L, Map.of(AT, end), Map.of("billing", Map.of(AT, committed))));
    }
}
