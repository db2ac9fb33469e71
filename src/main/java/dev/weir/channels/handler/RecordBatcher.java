package dev.weir.channels.handler;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Collects records until a batch is full or its first record has waited long enough, and hands them over together.
 *
 * <p>A batch is acknowledged as a whole. One whose handler throws is handed over again record by record, so that a bad
 * record does not fail its neighbours. Safe for use by many threads.
 */
public final class RecordBatcher {

    private final int size;
    private final Duration maxWait;
    private final BatchHandler handler;
    private final Vertx vertx;

    private List<Message<ConsumerRecord<byte[], byte[]>>> pending = new ArrayList<>();
    private CompletionStage<Void> inFlight = CompletableFuture.completedStage(null);
    private long timer;

    /**
     * Batches for a handler.
     *
     * @param size the maximum number of records of a batch, at least 1
     * @param maxWait how long a record waits for the batch to fill
     */
    public RecordBatcher(int size, Duration maxWait, BatchHandler handler, Vertx vertx) {
        this.size = size;
        this.maxWait = maxWait;
        this.handler = handler;
        this.vertx = vertx;
    }

    /** Adds a record; completes when the batcher accepts the next one. */
    public synchronized CompletionStage<Void> add(Message<ConsumerRecord<byte[], byte[]>> message) {
        pending.add(message);
        if (pending.size() >= size) {
            return flush();
        }
        if (pending.size() == 1) {
            timer = vertx.setTimer(maxWait.toMillis(), late -> flush());
        }
        return inFlight;
    }

    /** Hands over the current batch; completes when it and all before it are acknowledged or dead letters. */
    public synchronized CompletionStage<Void> flush() {
        if (!pending.isEmpty()) {
            vertx.cancelTimer(timer);
            var batch = pending;
            pending = new ArrayList<>();
            inFlight = inFlight.thenCompose(before -> work(batch));
        }
        return inFlight;
    }

    private CompletionStage<Void> work(List<Message<ConsumerRecord<byte[], byte[]>>> batch) {
        return handOver(batch)
                .toCompletionStage()
                .handle((done, thrown) -> thrown)
                .thenCompose(thrown -> thrown == null
                        ? acknowledge(batch)
                        : batch.size() == 1 ? batch.get(0).nack(thrown) : oneByOne(batch))
                // The consumer reads unacknowledged records again; the next batch does not depend on this one.
                .exceptionally(thrown -> null);
    }

    private Future<Void> handOver(List<Message<ConsumerRecord<byte[], byte[]>>> batch) {
        return vertx.executeBlocking(
                () -> {
                    handler.handle(batch.stream().map(Message::getPayload).toList());
                    return null;
                },
                false);
    }

    private CompletionStage<Void> oneByOne(List<Message<ConsumerRecord<byte[], byte[]>>> batch) {
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        for (var message : batch) {
            all = all.thenCompose(before -> work(List.of(message)));
        }
        return all;
    }

    private static CompletionStage<Void> acknowledge(List<Message<ConsumerRecord<byte[], byte[]>>> batch) {
        return CompletableFuture.allOf(batch.stream()
                .map(message -> message.ack().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }
}
