package dev.weir.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {

    private final StringBuilder screen = new StringBuilder();
    private final DeliveryCounter tally = new DeliveryCounter(words -> {});

    @Test
    void a_long_input_shows_how_far_it_has_got_and_leaves_nothing_behind() {
        var progress = new ProgressReporter(tally, screen::append);
        tally.stored(null);

        Deadlines.await("a line of progress").pollInSameThread().until(() -> {
            for (int i = 0; i < 1_000; i++) {
                progress.look();
            }
            return !screen.isEmpty();
        });
        progress.end();

        assertThat(screen.toString()).matches("\r1 record, \\d+ a second \r\u001b\\[K");
    }

    @Test
    void a_short_one_shows_nothing() {
        var progress = new ProgressReporter(tally, screen::append);
        progress.look();
        progress.end();

        assertThat(screen).isEmpty();
    }
}
