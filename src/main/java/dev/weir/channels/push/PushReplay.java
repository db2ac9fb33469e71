package dev.weir.channels.push;

import dev.weir.channels.handler.WebhookRejectedException;
import dev.weir.channels.push.delivery.Dispatcher;
import dev.weir.channels.push.delivery.PushStatus;
import dev.weir.channels.push.delivery.RecordSettlement;
import dev.weir.model.Failure;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.range.RangeReader;
import io.vertx.core.Context;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Sends records of a push again, beside those that it sends anyway and with the same rules; runs on its own thread.
 *
 * <p>No offset is committed and no dead letter is written: each record was delivered, or became one, before.
 */
final class PushReplay implements Runnable {

    private static final Logger LOG = Logger.getLogger(PushReplay.class);
    private static final long UNIT_BYTES = 1_024;
    private static final long POLL_MILLIS = 200;

    private final PushDeclaration declaration;
    private final Map<TopicPartition, OffsetRange> ranges;
    private final Supplier<RangeReader> readers;
    private final Context context;
    private final Dispatcher dispatcher;
    private final Runnable mayGoOn;
    /** Kilobytes of records that may be under way. */
    private final Semaphore room;

    private final int allRoom;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private volatile boolean isCancelled;
    private volatile ReplayReport.State state = ReplayReport.State.RUNNING;
    private volatile String error;

    /**
     * A replay that {@link #run} executes.
     *
     * @param dispatcher makes a dispatcher for the context
     * @param mayGoOn throws the failure of a client that may not send records of the push any more
     */
    PushReplay(
            PushDeclaration declaration,
            Map<TopicPartition, OffsetRange> ranges,
            Supplier<RangeReader> readers,
            Context context,
            Function<Runnable, Dispatcher> dispatcher,
            Runnable mayGoOn) {
        this.declaration = declaration;
        this.ranges = Map.copyOf(ranges);
        this.readers = readers;
        this.context = context;
        this.dispatcher = dispatcher.apply(() -> {});
        this.mayGoOn = mayGoOn;
        allRoom = (int)
                Math.max(1, Math.min(Integer.MAX_VALUE, declaration.rules().windowBytes() / UNIT_BYTES));
        room = new Semaphore(allRoom);
    }

    @Override
    public void run() {
        try (var reader = readers.get()) {
            reader.read(ranges, this::visit);
            boolean isDone = awaitDeliveries();
            state = isDone ? ReplayReport.State.DONE : ReplayReport.State.CANCELLED;
        } catch (Failure failure) {
            error = failure.getMessage();
            state = ReplayReport.State.FAILED;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            state = ReplayReport.State.CANCELLED;
        } finally {
            context.runOnContext(now -> {
                var unused = dispatcher.stop();
            });
            LOG.infof(
                    "The replay of push '%s' is %s: %d records were delivered and %d rejected",
                    declaration.name(), state, delivered.get(), rejected.get());
        }
    }

    /** Sends no further record. */
    void cancel() {
        isCancelled = true;
    }

    void pause(String reason) {
        context.runOnContext(now -> dispatcher.pause(reason));
    }

    void resume() {
        context.runOnContext(now -> {
            if (dispatcher.status() == PushStatus.PAUSED) {
                dispatcher.resume();
            }
        });
    }

    boolean isRunning() {
        return state == ReplayReport.State.RUNNING;
    }

    ReplayReport report() {
        return new ReplayReport(state, delivered.get(), rejected.get(), error);
    }

    /** Returns whether the replay goes on. */
    private boolean visit(ConsumerRecord<byte[], byte[]> record) {
        mayGoOn.run();
        if (!declaration.selects(record)) {
            return !isCancelled;
        }
        int units = units(record);
        try {
            while (!isCancelled && !room.tryAcquire(units, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                mayGoOn.run();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            isCancelled = true;
        }
        if (!isCancelled) {
            context.runOnContext(now -> dispatcher.deliver(record, new Settlement(units)));
        }
        return !isCancelled;
    }

    /** Waits for the records under way; returns false where the replay is cancelled. */
    private boolean awaitDeliveries() throws InterruptedException {
        while (!isCancelled) {
            if (room.tryAcquire(allRoom, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
            mayGoOn.run();
        }
        return false;
    }

    private int units(ConsumerRecord<byte[], byte[]> record) {
        long bytes = Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
        return (int) Math.min(allRoom, 1 + bytes / UNIT_BYTES);
    }

    /** Counts a record, and gives its room back. */
    private final class Settlement implements RecordSettlement {

        private final int units;

        private Settlement(int units) {
            this.units = units;
        }

        @Override
        public CompletionStage<Void> accepted() {
            delivered.incrementAndGet();
            room.release(units);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> rejected(WebhookRejectedException reason) {
            rejected.incrementAndGet();
            room.release(units);
            return CompletableFuture.completedStage(null);
        }
    }
}
