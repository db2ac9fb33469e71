package dev.weir.produce.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import dev.weir.produce.TestProduceConfig;
import dev.weir.testing.Deadlines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PermitsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Permits permits = new Permits(TestProduceConfig.small(10, 1_000), meters);

    @Test
    void refuses_a_record_too_many() {
        permits.acquire(10, 10);

        assertThatThrownBy(() -> permits.acquire(1, 1))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TOO_MANY));
    }

    @Test
    void refuses_a_byte_too_many() {
        permits.acquire(1, 1_000);

        assertThatThrownBy(() -> permits.acquire(1, 1)).isInstanceOf(Failure.class);
    }

    @Test
    void a_refusal_takes_nothing() {
        permits.acquire(9, 900);
        assertThatThrownBy(() -> permits.acquire(2, 1)).isInstanceOf(Failure.class);

        assertThatNoException().isThrownBy(() -> permits.acquire(1, 100));
    }

    @Test
    void what_is_larger_than_all_there_is_passes_alone() {
        assertThatNoException().isThrownBy(() -> permits.acquire(50, 5_000));
    }

    @Test
    void what_is_larger_than_all_there_is_does_not_pass_beside_another() {
        permits.acquire(1, 1);

        assertThatThrownBy(() -> permits.acquire(50, 5_000)).isInstanceOf(Failure.class);
    }

    @Test
    void come_home_and_can_be_taken_again() {
        permits.acquire(10, 1_000);
        permits.release(10, 1_000);

        assertThat(permits.inFlight()).isZero();
        assertThatNoException().isThrownBy(() -> permits.acquire(10, 1_000));
    }

    @Test
    void show_how_many_are_out() {
        permits.acquire(3, 30);

        assertThat(meters.get("weir.produce.records.in.flight").gauge().value()).isEqualTo(3);
    }

    @Test
    void waiting_for_all_ends_at_once_when_none_is_out() {
        assertThat(permits.awaitDrained(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void waiting_for_all_ends_when_the_last_comes_home() {
        permits.acquire(2, 20);
        var waiting = CompletableFuture.supplyAsync(() -> permits.awaitDrained(Duration.ofMinutes(1)));

        permits.release(1, 10);
        permits.release(1, 10);

        assertThat(waiting)
                .succeedsWithin(Deadlines.inSeconds(5), TimeUnit.SECONDS)
                .isEqualTo(true);
    }

    @Test
    void waiting_for_all_ends_with_its_patience() {
        permits.acquire(1, 1);

        assertThat(permits.awaitDrained(Duration.ofMillis(50))).isFalse();
    }
}
