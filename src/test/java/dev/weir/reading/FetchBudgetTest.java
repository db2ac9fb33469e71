package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchBudgetTest {

    private static final long MEGABYTE = 1024 * 1024;

    private final FetchBudget budget = new FetchBudget(60 * MEGABYTE);
    private final List<String> granted = new ArrayList<>();

    @Test
    void the_first_too_many_is_refused_and_a_place_given_back_is_taken_again() {
        int most = 0;
        while (enters(1)) {
            most++;
        }

        assertThat(most).isEqualTo(284);
        assertThat(enters(1)).isFalse();
        budget.leave(2);
        assertThat(enters(2)).isTrue();
        assertThat(enters(1)).isFalse();
    }

    @Test
    void a_larger_heap_has_more_consumers_and_lets_them_fetch_more() {
        var larger = new FetchBudget(600 * MEGABYTE);
        larger.enter(2_840);
        budget.enter(284);

        assertThat(larger.largest()).isGreaterThan(budget.largest());
        assertThat(larger.share()).isEqualTo(budget.share());
        larger.leave(2_830);
        assertThat(larger.share()).isGreaterThan(budget.share());
    }

    @Test
    void who_comes_when_all_is_taken_waits_in_line() {
        var first = budget.lease();
        var second = budget.lease();
        var third = budget.lease();

        assertThat(first.take(15 * MEGABYTE, () -> granted.add("first"))).isTrue();
        assertThat(second.take(10 * MEGABYTE, () -> granted.add("second"))).isFalse();
        assertThat(third.take(1, () -> granted.add("third")))
                .as("not before the second")
                .isFalse();
        assertThat(budget.isScarce()).isTrue();
        first.release();

        assertThat(granted).containsExactly("second", "third");
        assertThat(budget.isScarce()).isFalse();
        assertThat(second.take(10 * MEGABYTE, () -> granted.add("again"))).isTrue();
    }

    @Test
    void who_wants_more_than_there_is_has_all_of_it_alone() {
        var small = budget.lease();
        var large = budget.lease();
        assertThat(small.take(1, () -> {})).isTrue();

        assertThat(large.take(100 * MEGABYTE, () -> granted.add("large"))).isFalse();
        assertThat(granted).isEmpty();
        small.release();

        assertThat(granted).containsExactly("large");
    }

    @Test
    void more_than_was_taken_may_be_found_and_holds_others_up() {
        var lease = budget.lease();
        assertThat(lease.take(1, () -> {})).isTrue();
        lease.settle(100 * MEGABYTE);

        assertThat(budget.lease().take(1, () -> granted.add("other"))).isFalse();
        lease.settle(0);

        assertThat(granted).containsExactly("other");
    }

    @Test
    void who_gives_up_waiting_holds_nobody_up() {
        var holder = budget.lease();
        var gone = budget.lease();
        assertThat(holder.take(15 * MEGABYTE, () -> {})).isTrue();
        assertThat(gone.take(20 * MEGABYTE, () -> granted.add("gone"))).isFalse();
        assertThat(budget.lease().take(1, () -> granted.add("last"))).isFalse();

        gone.release();

        assertThat(granted).containsExactly("last");
    }

    private boolean enters(int count) {
        try {
            budget.enter(count);
            return true;
        } catch (Failure full) {
            assertThatThrownBy(() -> budget.enter(count))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("There is memory for");
            return false;
        }
    }
}
