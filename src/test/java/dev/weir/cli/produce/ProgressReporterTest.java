package dev.weir.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {

    private final StringBuilder terminal = new StringBuilder();
    private final ManualTicker ticker = new ManualTicker();
    private final DeliveryCounter tally = new DeliveryCounter(words -> {});

    @Test
    void long_input_shows_progress_and_clears_it() {
        var progress = new ProgressReporter(tally, terminal::append, ticker);
        tally.stored(null);
        tally.stored(null);

        updateOften(progress);
        assertThat(terminal).isEmpty();
        ticker.advance(Duration.ofSeconds(2));
        updateOften(progress);
        progress.clear();

        assertThat(terminal).hasToString("\r2 records, 1 per second \r\u001b[K");
    }

    @Test
    void short_input_shows_no_progress() {
        var progress = new ProgressReporter(tally, terminal::append, ticker);
        progress.update();
        progress.clear();

        assertThat(terminal).isEmpty();
    }

    private static void updateOften(ProgressReporter progress) {
        for (int i = 0; i < 1_000; i++) {
            progress.update();
        }
    }
}
