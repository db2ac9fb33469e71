package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopwatchTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTicker ticker = new ManualTicker();
    private final Stopwatch stopwatch = new Stopwatch(ticker);

    @Test
    void limit_is_exceeded_after_it_not_at_it() {
        ticker.advance(SECOND);
        assertThat(stopwatch.elapsed()).isEqualTo(SECOND);
        assertThat(stopwatch.exceeds(SECOND)).isFalse();

        ticker.advance(Duration.ofNanos(1));
        assertThat(stopwatch.exceeds(SECOND)).isTrue();
    }

    @Test
    void time_counts_from_the_last_event() {
        ticker.advance(SECOND);
        stopwatch.restart();
        ticker.advance(Duration.ofMillis(1));

        assertThat(stopwatch.elapsed()).isEqualTo(Duration.ofMillis(1));
    }
}
