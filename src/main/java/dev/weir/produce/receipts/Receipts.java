package dev.weir.produce.receipts;

import dev.weir.kafka.RecordSender.Listener;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Outcome;
import dev.weir.produce.channel.ProduceConfig;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
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

/**
 * Keeps the receipts of asynchronous sends: all that are pending, and a window of those that are closed.
 *
 * <p>The window is what a reader may fall behind. Safe for use by many threads.
 */
@ApplicationScoped
public class Receipts {

    /** How long a reader waits for nothing before it is told so. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final int window;
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final Map<String, Receipt> known = new HashMap<>();
    private final ArrayDeque<Receipt> closed = new ArrayDeque<>();
    private final Map<Receipt.State, Long> counts = new EnumMap<>(Receipt.State.class);
    private CompletableFuture<Void> next;
    private long opened;
    private long sequence;

    Receipts(ProduceConfig config) {
        window = config.maxReceipts();
        for (var state : Receipt.State.values()) {
            counts.put(state, 0L);
        }
    }

    /** Opens a receipt for each record of a batch. */
    public synchronized Open open(SendRequest batch) {
        List<String> ids = new ArrayList<>(batch.records().size());
        for (int i = 0; i < batch.records().size(); i++) {
            var receipt = Receipt.pending(run + "-" + ++opened, batch.topic());
            known.put(receipt.id(), receipt);
            ids.add(receipt.id());
        }
        counts.merge(Receipt.State.PENDING, (long) ids.size(), Long::sum);
        return new Open(ids);
    }

    /** The receipts of one batch, closed by the outcomes it hears. */
    public final class Open implements Listener {

        private final List<String> ids;

        private Open(List<String> ids) {
            this.ids = List.copyOf(ids);
        }

        /** One for each record, in their order. */
        public List<String> ids() {
            return ids;
        }

        @Override
        public void outcome(int index, Outcome outcome) {
            close(ids.get(index), outcome);
        }

        /** Takes the receipts back: nothing of the batch was accepted. */
        public void withdraw() {
            synchronized (Receipts.this) {
                ids.forEach(known::remove);
                counts.merge(Receipt.State.PENDING, (long) -ids.size(), Long::sum);
            }
        }
    }

    private synchronized void close(String id, Outcome outcome) {
        var receipt = known.get(id).closed(++sequence, outcome);
        known.put(id, receipt);
        closed.addLast(receipt);
        counts.merge(Receipt.State.PENDING, -1L, Long::sum);
        counts.merge(receipt.state(), 1L, Long::sum);
        if (closed.size() > window) {
            known.remove(closed.removeFirst().id());
        }
        if (next != null) {
            next.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
            next = null;
        }
    }

    /** A receipt that is pending or within the window. */
    synchronized Optional<Receipt> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** How many there have been since the start; the window does not matter. */
    synchronized ReceiptSummary summary() {
        return new ReceiptSummary(
                counts.values().stream().mapToLong(Long::longValue).sum(),
                counts.get(Receipt.State.DELIVERED),
                counts.get(Receipt.State.FAILED),
                counts.get(Receipt.State.UNKNOWN),
                counts.get(Receipt.State.PENDING));
    }

    /** Which run of Weir these receipts are of; part of every id. */
    String run() {
        return run;
    }

    /** The sequence of the newest closed receipt, 0 before the first. */
    synchronized long newest() {
        return sequence;
    }

    /**
     * The closed receipts after a place, oldest first, as soon as there are any; none after a while without.
     *
     * <p>Where the window has moved on, the first one's sequence is more than one ahead.
     *
     * @param most how many at the most
     */
    synchronized CompletionStage<List<Receipt>> after(long place, int most) {
        if (place < sequence) {
            return CompletableFuture.completedStage(window(place, most));
        }
        if (next == null) {
            next = new CompletableFuture<>();
        }
        return next.copy()
                .completeOnTimeout(null, TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .thenApply(closed -> window(place, most));
    }

    private synchronized List<Receipt> window(long place, int most) {
        int skip = (int) Math.max(0, place - (sequence - closed.size()));
        return closed.stream().skip(skip).limit(most).toList();
    }
}
