package dev.weir.cli.consume;

import java.time.Duration;

/** Ends the command when no record has arrived for a time; for one thread. */
final class IdleTimeout {

    private final RecordPrinter printer;
    private final Duration timeout;
    private long lastCount;
    private long sinceNanos = System.nanoTime();

    /**
     * A timeout that starts now.
     *
     * @param printer counts the records
     * @param timeout null for none
     */
    IdleTimeout(RecordPrinter printer, Duration timeout) {
        this.printer = printer;
        this.timeout = timeout;
    }

    boolean isOver() {
        if (timeout == null) {
            return false;
        }
        long now = System.nanoTime();
        long count = printer.written() + printer.skipped();
        if (count != lastCount) {
            lastCount = count;
            sinceNanos = now;
        }
        return now - sinceNanos > timeout.toNanos();
    }
}
