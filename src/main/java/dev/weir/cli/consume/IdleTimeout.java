package dev.weir.cli.consume;

import java.time.Duration;

/** Ends a reading when no record has come for a while; for one thread. */
final class IdleTimeout {

    private final RecordPrinter printer;
    private final Duration limit;
    private long taken;
    private long sinceNanos = System.nanoTime();

    /**
     * A limit that begins now.
     *
     * @param printer takes what comes
     * @param limit null for none
     */
    IdleTimeout(RecordPrinter printer, Duration limit) {
        this.printer = printer;
        this.limit = limit;
    }

    boolean isOver() {
        if (limit == null) {
            return false;
        }
        long now = System.nanoTime();
        long count = printer.written() + printer.passedOver();
        if (count != taken) {
            taken = count;
            sinceNanos = now;
        }
        return now - sinceNanos > limit.toNanos();
    }
}
