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
    void a_record_over_the_bound_is_refused() {
        permits.acquire(10, 10);

        assertThatThrownBy(() -> permits.acquire(1, 1))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TOO_MANY));
    }

    @Test
    void a_byte_over_the_bound_is_refused() {
        permits.acquire(1, 1_000);

        assertThatThrownBy(() -> permits.acquire(1, 1)).isInstanceOf(Failure.class);
    }

    @Test
    void a_refusal_acquires_no_permit() {
        permits.acquire(9, 900);
        assertThatThrownBy(() -> permits.acquire(2, 1)).isInstanceOf(Failure.class);

        assertThatNoException().isThrownBy(() -> permits.acquire(1, 100));
    }

    @Test
    void a_request_over_the_bound_is_admitted_alone() {
        assertThatNoException().isThrownBy(() -> permits.acquire(50, 5_000));
    }

    @Test
    void a_request_over_the_bound_is_refused_beside_another() {
        permits.acquire(1, 1);

        assertThatThrownBy(() -> permits.acquire(50, 5_000)).isInstanceOf(Failure.class);
    }

    @Test
    void released_permits_can_be_acquired_again() {
        permits.acquire(10, 1_000);
        permits.release(10, 1_000);

        assertThat(permits.inFlight()).isZero();
        assertThatNoException().isThrownBy(() -> permits.acquire(10, 1_000));
    }

    @Test
    void in_flight_is_the_number_of_acquired_permits() {
        permits.acquire(3, 30);

        assertThat(meters.get("weir.produce.records.in.flight").gauge().value()).isEqualTo(3);
    }

    @Test
    void await_drained_returns_at_once_without_records_in_flight() {
        assertThat(permits.awaitDrained(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void await_drained_returns_when_the_last_permit_is_released() {
        permits.acquire(2, 20);
        var waiting = CompletableFuture.supplyAsync(() -> permits.awaitDrained(Duration.ofMinutes(1)));

        permits.release(1, 10);
        permits.release(1, 10);

        assertThat(waiting)
                .succeedsWithin(Deadlines.inSeconds(5), TimeUnit.SECONDS)
                .isEqualTo(true);
    }

    @Test
    void await_drained_returns_after_the_timeout() {
        permits.acquire(1, 1);

        assertThat(permits.awaitDrained(Duration.ofMillis(50))).isFalse();
    }
}
