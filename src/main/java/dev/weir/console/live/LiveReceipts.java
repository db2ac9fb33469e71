package dev.weir.console.live;

import dev.weir.console.live.LiveLine.ReceiptLine;
import dev.weir.produce.receipts.Receipt;
import dev.weir.produce.receipts.Receipts;
import io.vertx.core.Context;
import java.util.List;
import java.util.function.Predicate;

/**
 * Follows the receipts of one client for one live response; no line of them is left out, since no later one has them.
 *
 * <p>All of it runs on the event loop of the connection.
 */
final class LiveReceipts {

    private static final int MAX_AT_ONCE = 256;

    /** Receipts that are closed one soon after the other share a line. */
    private static final long PAUSE_MILLIS = 100;

    private final Context context;
    private final Receipts receipts;
    private final Predicate<LiveLine> writer;
    private long last;
    private boolean stopped;

    /**
     * Follows receipts that are closed from now on.
     *
     * @param writer returns false where there is no room for a line now
     */
    LiveReceipts(Context context, Receipts receipts, Predicate<LiveLine> writer) {
        this.context = context;
        this.receipts = receipts;
        this.writer = writer;
        last = receipts.newest();
    }

    void start() {
        if (!stopped) {
            receipts.after(last, MAX_AT_ONCE).thenAccept(closed -> context.runOnContext(now -> write(closed)));
        }
    }

    void stop() {
        stopped = true;
    }

    private void write(List<Receipt> closed) {
        if (stopped) {
            return;
        }
        if (!closed.isEmpty()) {
            long skipped = closed.get(0).sequence() - last - 1;
            if (writer.test(new ReceiptLine("receipts", System.currentTimeMillis(), skipped, closed))) {
                last = closed.get(closed.size() - 1).sequence();
            }
        }
        context.owner().setTimer(PAUSE_MILLIS, timer -> context.runOnContext(now -> start()));
    }
}
