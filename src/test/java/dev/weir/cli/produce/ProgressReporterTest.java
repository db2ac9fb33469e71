package dev.weir.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {

    private final StringBuilder terminal = new StringBuilder();
    private final DeliveryCounter tally = new DeliveryCounter(words -> {});

    @Test
    void long_input_shows_progress_and_clears_it() {
        var progress = new ProgressReporter(tally, terminal::append);
        tally.stored(null);

        Deadlines.await("a line of progress").pollInSameThread().until(() -> {
            for (int i = 0; i < 1_000; i++) {
                progress.update();
            }
            return !terminal.isEmpty();
        });
        progress.clear();

        assertThat(terminal.toString()).matches("\r1 record, \\d+ per second \r\u001b\\[K");
    }

    @Test
    void short_input_shows_no_progress() {
        var progress = new ProgressReporter(tally, terminal::append);
        progress.update();
        progress.clear();

        assertThat(terminal).isEmpty();
    }
}
