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
    void one_reader_over_the_limit_is_rejected_and_a_released_place_is_reused() {
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
    void six_followers_take_the_memory_of_a_consumer_which_each_may_exchange_for_its_own() {
        budget.enter(283);
        for (int i = 0; i < 6; i++) {
            budget.enterFollower();
        }
        assertThatThrownBy(budget::enterFollower)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("beside 6 followers, of which a consumer has room for 6");

        var place = budget.place();
        assertThatThrownBy(place::take).isInstanceOf(Failure.class);
        budget.leave(1);
        place.take();
        place.take();
        assertThat(enters(1)).isFalse();
        place.release();
        place.release();
        assertThat(enters(1)).isTrue();
        budget.leaveFollower();
        budget.enterFollower();
    }

    @Test
    void a_larger_heap_has_more_consumers_with_larger_fetches() {
        var larger = new FetchBudget(600 * MEGABYTE);
        larger.enter(2_840);
        budget.enter(284);

        assertThat(larger.largest()).isGreaterThan(budget.largest());
        assertThat(larger.share()).isEqualTo(budget.share());
        larger.leave(2_830);
        assertThat(larger.share()).isGreaterThan(budget.share());
    }

    @Test
    void what_is_reserved_for_pushes_is_not_there_for_readers() {
        assertThat(budget.reserve(31 * MEGABYTE)).isFalse();
        assertThat(budget.reserve(30 * MEGABYTE)).isTrue();

        int most = 0;
        while (enters(1)) {
            most++;
        }
        assertThat(most).isEqualTo(142);
        assertThat(budget.largest()).isEqualTo(10 * MEGABYTE / 4);
        assertThat(budget.lease().take(11 * MEGABYTE, () -> {})).isTrue();
        assertThat(budget.lease().take(1, () -> {})).as("all is taken").isFalse();
        assertThat(budget.memory()).isEqualTo(60 * MEGABYTE);
    }

    @Test
    void readers_wait_in_order_when_the_memory_is_taken() {
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
    void a_reader_that_needs_more_than_all_memory_gets_it_alone() {
        var small = budget.lease();
        var large = budget.lease();
        assertThat(small.take(1, () -> {})).isTrue();

        assertThat(large.take(100 * MEGABYTE, () -> granted.add("large"))).isFalse();
        assertThat(granted).isEmpty();
        small.release();

        assertThat(granted).containsExactly("large");
    }

    @Test
    void records_beyond_the_granted_memory_delay_other_readers() {
        var lease = budget.lease();
        assertThat(lease.take(1, () -> {})).isTrue();
        lease.settle(100 * MEGABYTE);

        assertThat(budget.lease().take(1, () -> granted.add("other"))).isFalse();
        lease.settle(0);

        assertThat(granted).containsExactly("other");
    }

    @Test
    void a_reader_that_stops_waiting_delays_no_other() {
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
