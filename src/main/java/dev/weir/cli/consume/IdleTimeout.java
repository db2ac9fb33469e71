package dev.weir.cli.consume;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.reading.Stopwatch;
import java.time.Duration;

/** Ends the command when no record has arrived for a time; for one thread. */
final class IdleTimeout {

    private final RecordPrinter printer;
    private final Duration timeout;
    private long lastCount;
    private final Stopwatch sinceRecord;

    /**
     * A timeout that starts now.
     *
     * @param printer counts the records
     * @param timeout null for none
     */
    IdleTimeout(RecordPrinter printer, Duration timeout, Ticker ticker) {
        this.printer = printer;
        this.timeout = timeout;
        sinceRecord = new Stopwatch(ticker);
    }

    boolean isOver() {
        if (timeout == null) {
            return false;
        }
        long count = printer.written() + printer.skipped();
        if (count != lastCount) {
            lastCount = count;
            sinceRecord.restart();
        }
        return sinceRecord.exceeds(timeout);
    }
}
