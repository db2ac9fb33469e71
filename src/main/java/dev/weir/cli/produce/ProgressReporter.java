package dev.weir.cli.produce;

import dev.weir.cli.terminal.Text;
import java.time.Duration;
import java.util.function.Consumer;

/** Shows somebody at a terminal how far a long input has got; for one thread. */
final class ProgressReporter {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int RECORDS_BETWEEN_LOOKS = 512;

    private final DeliveryCounter tally;
    private final Consumer<String> screen;
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos;
    private int looks;
    private boolean isShown;

    /**
     * Progress of what is counted.
     *
     * @param screen takes text without line ends; null where nobody looks
     */
    ProgressReporter(DeliveryCounter tally, Consumer<String> screen) {
        this.tally = tally;
        this.screen = screen;
    }

    /** Shows it where it is time to; cheap where it is not. */
    void look() {
        if (screen == null || ++looks % RECORDS_BETWEEN_LOOKS != 0) {
            return;
        }
        long now = System.nanoTime();
        if (now - shownNanos > INTERVAL.toNanos()) {
            shownNanos = now;
            isShown = true;
            long stored = tally.stored();
            screen.accept("\r%s, %.0f a second ".formatted(Text.records(stored), stored * 1e9 / (now - startNanos)));
        }
    }

    /** Takes away what is shown. */
    void end() {
        if (isShown) {
            screen.accept("\r\u001b[K");
        }
    }
}
