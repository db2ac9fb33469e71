package dev.weir.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Duration STEP = Duration.ofMillis(100);

    private final ManualTicker ticker = new ManualTicker();
    private int steps;

    /** Time passes only while the limiter asks whether it is stopped. */
    private boolean advance() {
        ticker.advance(STEP);
        steps++;
        return false;
    }

    @Test
    void records_are_due_relative_to_the_start() {
        var limiter = new RateLimiter(2.0, this::advance, ticker);

        limiter.await();
        assertThat(steps).isZero();
        limiter.await();
        assertThat(steps).isEqualTo(5);
        limiter.await();
        assertThat(steps).isEqualTo(10);
    }

    @Test
    void late_records_are_sent_at_once() {
        var limiter = new RateLimiter(2.0, this::advance, ticker);
        ticker.advance(Duration.ofSeconds(1));

        limiter.await();
        limiter.await();
        limiter.await();

        assertThat(steps).isZero();
    }

    @Test
    void a_wait_ends_when_the_command_is_stopped() {
        var limiter = new RateLimiter(0.001, () -> ++steps == 3, ticker);
        limiter.await();

        limiter.await();

        assertThat(steps).isEqualTo(3);
    }

    @Test
    void without_a_rate_no_record_waits() {
        var limiter = new RateLimiter(null, this::advance, ticker);

        limiter.await();
        limiter.await();

        assertThat(steps).isZero();
    }
}
