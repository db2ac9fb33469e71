package dev.weir.channels;

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
 * Gathers records until there are enough of them or the first has waited long enough, and hands them over together.
 *
 * <p>A batch is acknowledged when all of it is done. One that cannot be handled is handed over again record by record,
 * so that a bad record takes none of its neighbours along. Safe for use by many threads.
 */
final class RecordBatcher {

    private final int size;
    private final Duration wait;
    private final BatchHandler handler;
    private final Vertx vertx;

    private List<Message<ConsumerRecord<byte[], byte[]>>> gathered = new ArrayList<>();
    private CompletionStage<Void> working = CompletableFuture.completedStage(null);
    private long timer;

    /**
     * Batches for a handler.
     *
     * @param size the most records of a batch, at least 1
     * @param wait the longest that a record waits for others
     */
    RecordBatcher(int size, Duration wait, BatchHandler handler, Vertx vertx) {
        this.size = size;
        this.wait = wait;
        this.handler = handler;
        this.vertx = vertx;
    }

    /** Takes a record in; completes when there is room for the next. */
    synchronized CompletionStage<Void> add(Message<ConsumerRecord<byte[], byte[]>> message) {
        gathered.add(message);
        if (gathered.size() >= size) {
            return flush();
        }
        if (gathered.size() == 1) {
            timer = vertx.setTimer(wait.toMillis(), late -> flush());
        }
        return working;
    }

    /** Hands over what there is; completes when it, and all before it, is done or set aside. */
    synchronized CompletionStage<Void> flush() {
        if (!gathered.isEmpty()) {
            vertx.cancelTimer(timer);
            var batch = gathered;
            gathered = new ArrayList<>();
            working = working.thenCompose(before -> work(batch));
        }
        return working;
    }

    private CompletionStage<Void> work(List<Message<ConsumerRecord<byte[], byte[]>>> batch) {
        return handOver(batch)
                .toCompletionStage()
                .handle((done, thrown) -> thrown)
                .thenCompose(thrown -> thrown == null
                        ? acknowledge(batch)
                        : batch.size() == 1 ? batch.get(0).nack(thrown) : oneByOne(batch))
                // What could not be acknowledged is read again; the next batch is none the worse.
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
