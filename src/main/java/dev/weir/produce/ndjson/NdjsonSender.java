package dev.weir.produce.ndjson;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.produce.OutcomeCollector;
import dev.weir.produce.OutcomeCollectors;
import io.vertx.core.Context;
import java.util.List;
import java.util.function.Consumer;

/** Sends chunks, the next one only when the one before it is accepted, so that lines keep their order. */
final class NdjsonSender {

    /** The steps of a stream; each is called on its event loop. */
    interface Listener {

        void accepted();

        void refused(NdjsonChunk chunk, Failure failure);

        void completed();
    }

    private final NdjsonRequest spec;
    private final RecordSender sender;
    private final OutcomeCollectors collectors;
    private final Context context;
    private boolean busy;

    NdjsonSender(NdjsonRequest spec, RecordSender sender, OutcomeCollectors collectors, Context context) {
        this.spec = spec;
        this.sender = sender;
        this.collectors = collectors;
        this.context = context;
    }

    /** Whether a chunk is neither accepted nor refused yet; there must be no such chunk for another one to be sent. */
    boolean isBusy() {
        return busy;
    }

    void send(NdjsonChunk chunk, Listener listener) {
        var batch = chunk.request(spec);
        if (batch.records().isEmpty()) {
            chunk.complete(List.of());
            listener.completed();
            return;
        }
        busy = true;
        var collector = collectors.collect(batch.records().size());
        sender.send(batch, collector)
                .whenComplete((accepted, thrown) -> context.runOnContext(now -> {
                    busy = false;
                    if (thrown == null) {
                        whenCompleted(collector, outcomes -> {
                            chunk.complete(outcomes);
                            listener.completed();
                        });
                        listener.accepted();
                    } else {
                        listener.refused(chunk, KafkaFailures.ofSend(thrown));
                    }
                }));
    }

    private void whenCompleted(OutcomeCollector collector, Consumer<List<Outcome>> action) {
        collector.outcomes().thenAccept(outcomes -> context.runOnContext(now -> action.accept(outcomes)));
    }
}
