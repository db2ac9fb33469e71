package dev.weir.cli.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.model.Count;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.function.Consumer;

/** Shows the progress of a long input on a terminal; for one thread. */
final class ProgressReporter {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int RECORDS_BETWEEN_CHECKS = 512;

    private final DeliveryCounter counter;
    private final Consumer<String> terminal;
    private final Stopwatch sinceStart;
    private final Stopwatch sinceShown;
    private int updates;
    private boolean isShown;

    /**
     * Shows the progress of a counter.
     *
     * @param terminal receives text without line ends; null to show nothing
     */
    ProgressReporter(DeliveryCounter counter, Consumer<String> terminal, Ticker ticker) {
        this.counter = counter;
        this.terminal = terminal;
        sinceStart = new Stopwatch(ticker);
        sinceShown = new Stopwatch(ticker);
    }

    /** Called for each record; shows the progress at intervals. */
    void update() {
        if (terminal == null || ++updates % RECORDS_BETWEEN_CHECKS != 0) {
            return;
        }
        if (sinceShown.exceeds(INTERVAL)) {
            sinceShown.restart();
            isShown = true;
            long stored = counter.stored();
            terminal.accept("\r%s, %.0f per second "
                    .formatted(
                            Count.of(stored, "record"),
                            stored * 1e9 / sinceStart.elapsed().toNanos()));
        }
    }

    /** Clears the progress. */
    void clear() {
        if (isShown) {
            terminal.accept("\r\u001b[K");
        }
    }
}
