package dev.weir.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.OffsetRange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ResetPlanTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    @Test
    void a_reset_lists_its_effect_on_records_in_the_order_of_the_partitions() {
        var plan = new ResetPlan(
                OffsetExpression.offset(5),
                Map.of(FIRST, 8L),
                Map.of(FIRST, OffsetRange.within(5, 0, 10), SECOND, OffsetRange.within(5, 0, 10)));

        assertThat(plan.resets(List.of(SECOND, FIRST)))
                .containsExactly(
                        new PartitionReset("t", 0, 8L, 5, PartitionReset.Effect.REPEAT, 3L),
                        new PartitionReset("t", 1, null, 5, PartitionReset.Effect.BEGIN, null));
    }

    @Test
    void offset_outside_of_the_log_becomes_the_nearest_in_it() {
        var plan = new ResetPlan(
                OffsetExpression.offset(50), Map.of(FIRST, 3L), Map.of(FIRST, OffsetRange.within(50, 5, 10)));

        assertThat(plan.resets(List.of(FIRST)))
                .containsExactly(new PartitionReset("t", 0, 3L, 10, PartitionReset.Effect.SKIP, 7L));
    }

    @Test
    void partition_without_a_leader_fails_the_reset_of_all() {
        var plan = new ResetPlan(OffsetExpression.EARLIEST, Map.of(), Map.of(FIRST, OffsetRange.within(0, 0, 10)));

        assertThatThrownBy(() -> plan.resets(List.of(FIRST, SECOND)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE))
                .hasMessageContaining("t-1")
                .hasMessageNotContaining("t-0");
    }

    @Test
    void shift_needs_a_committed_offset() {
        var ranges = Map.of(FIRST, OffsetRange.within(0, 0, 10), SECOND, OffsetRange.within(7, 0, 10));

        assertThatThrownBy(() -> new ResetPlan(OffsetExpression.committed(2), Map.of(SECOND, 5L), ranges)
                        .resets(List.of(FIRST, SECOND)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNPROCESSABLE))
                .hasMessageContaining("t-0")
                .hasMessageNotContaining("t-1");
        assertThat(new ResetPlan(OffsetExpression.committed(2), Map.of(SECOND, 5L), ranges).resets(List.of(SECOND)))
                .containsExactly(new PartitionReset("t", 1, 5L, 7, PartitionReset.Effect.SKIP, 2L));
    }
}
