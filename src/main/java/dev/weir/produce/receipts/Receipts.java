package dev.weir.produce.receipts;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.RecordSender.Listener;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Outcome;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Keeps the delivery reports of asynchronous sends: all that are pending, and a window of those that are closed.
 *
 * <p>A reader that falls behind by more than the window misses receipts. Safe for use by many threads.
 */
public final class Receipts {

    /** The time after which a reader gets a keep-alive. */
    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(15);

    private final ReceiptWindow window;
    private final UnaryOperator<String> naming;
    private final String client;
    private final Ticker ticker;
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final Map<String, Receipt> byId = new HashMap<>();
    private final ArrayDeque<Receipt> closed = new ArrayDeque<>();
    private final Map<Receipt.State, Long> counts = new EnumMap<>(Receipt.State.class);
    private CompletableFuture<Void> next;
    private long opened;
    private long sequence;

    /** @param client whose receipts these are; empty without authentication */
    Receipts(ReceiptWindow window, String client, Ticker ticker, UnaryOperator<String> naming) {
        this.naming = naming;
        this.window = window;
        this.ticker = ticker;
        this.client = client.isEmpty() ? null : client;
        for (var state : Receipt.State.values()) {
            counts.put(state, 0L);
        }
    }

    /** Opens a pending receipt for each record of a batch. */
    public synchronized PendingReceipts open(SendRequest batch) {
        List<String> ids = new ArrayList<>(batch.records().size());
        long accepted = System.currentTimeMillis();
        for (int i = 0; i < batch.records().size(); i++) {
            var receipt = Receipt.pending(naming.apply(run + "-" + ++opened), batch.topic(), client, accepted);
            byId.put(receipt.id(), receipt);
            ids.add(receipt.id());
        }
        counts.merge(Receipt.State.PENDING, (long) ids.size(), Long::sum);
        return new PendingReceipts(ids, accepted);
    }

    /** The receipts of one batch, which are closed by the outcomes of its records. */
    public final class PendingReceipts implements Listener {

        private final List<String> ids;
        private final long accepted;
        private final long acceptedNanos = ticker.read();
        private volatile Long queueNanos;

        private PendingReceipts(List<String> ids, long accepted) {
            this.ids = List.copyOf(ids);
            this.accepted = accepted;
        }

        /** The ids of the receipts, in the order of the records. */
        public List<String> ids() {
            return ids;
        }

        @Override
        public void sending() {
            queueNanos = ticker.read() - acceptedNanos;
        }

        @Override
        public void outcome(int index, Outcome outcome) {
            close(ids.get(index), ReceiptTimes.closed(accepted, queueNanos, ticker.read() - acceptedNanos), outcome);
        }

        /** Removes the receipts, because the batch was refused. */
        public void withdraw() {
            synchronized (Receipts.this) {
                ids.forEach(byId::remove);
                counts.merge(Receipt.State.PENDING, (long) -ids.size(), Long::sum);
            }
        }
    }

    private void close(String id, ReceiptTimes times, Outcome outcome) {
        closeOne(id, times, outcome);
        // Not within the lock: the oldest may be another client's.
        window.closed(this).ifPresent(Receipts::forgetOldest);
    }

    private synchronized void forgetOldest() {
        byId.remove(closed.removeFirst().id());
    }

    private synchronized void closeOne(String id, ReceiptTimes times, Outcome outcome) {
        var receipt = byId.get(id).closed(++sequence, times, outcome);
        byId.put(id, receipt);
        closed.addLast(receipt);
        counts.merge(Receipt.State.PENDING, -1L, Long::sum);
        counts.merge(receipt.state(), 1L, Long::sum);
        if (next != null) {
            next.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
            next = null;
        }
    }

    /** The receipt with an id, if it is pending or within the window. */
    synchronized Optional<Receipt> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The number of receipts since the start, including those that left the window. */
    synchronized ReceiptSummary summary() {
        return new ReceiptSummary(
                counts.values().stream().mapToLong(Long::longValue).sum(),
                counts.get(Receipt.State.DELIVERED),
                counts.get(Receipt.State.FAILED),
                counts.get(Receipt.State.UNKNOWN),
                counts.get(Receipt.State.PENDING));
    }

    /** Identifies the run of Weir, and the node in a cluster. */
    String run() {
        return naming.apply(run);
    }

    /** The sequence of the receipt that was closed last, 0 before the first. */
    public synchronized long newest() {
        return sequence;
    }

    /**
     * The receipts that were closed after another one, oldest first, as soon as there are any; none after the timeout.
     *
     * <p>If the window has moved on, the sequence of the first one is larger than {@code last} by more than 1.
     *
     * @param last the sequence of the other receipt
     * @param max the max receipts
     */
    public synchronized CompletionStage<List<Receipt>> after(long last, int max) {
        if (last < sequence) {
            return CompletableFuture.completedStage(window(last, max));
        }
        if (next == null) {
            next = new CompletableFuture<>();
        }
        return next.copy()
                .completeOnTimeout(null, KEEP_ALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .thenApply(closed -> window(last, max));
    }

    private synchronized List<Receipt> window(long last, int max) {
        int skip = (int) Math.max(0, last - (sequence - closed.size()));
        return closed.stream().skip(skip).limit(max).toList();
    }
}
