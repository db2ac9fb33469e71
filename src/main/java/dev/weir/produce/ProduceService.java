package dev.weir.produce;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.produce.receipts.ClientReceipts;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends batches synchronously, with the outcomes, and asynchronously, with receipts. */
@Singleton
class ProduceService {

    private final RecordSender sender;
    private final ClientReceipts receipts;
    private final OutcomeCollectors collectors;

    ProduceService(RecordSender sender, ClientReceipts receipts, OutcomeCollectors collectors) {
        this.sender = sender;
        this.receipts = receipts;
        this.collectors = collectors;
    }

    /** Sends one record; completes with its partition and offset, or fails with its failure. */
    CompletionStage<StoredRecord> sendOne(SendRequest batch) {
        return send(batch).thenApply(outcomes -> {
            var outcome = outcomes.get(0);
            if (!outcome.isStored()) {
                throw outcome.failure();
            }
            return outcome.stored();
        });
    }

    /** Sends records; completes with the outcome of each. */
    CompletionStage<List<Outcome>> sendAll(SendRequest batch) {
        return batch.records().isEmpty()
                ? CompletableFuture.completedStage(List.of())
                : send(batch).exceptionally(thrown -> sameForEach(batch, KafkaFailures.ofSend(thrown)));
    }

    /** The failure of a whole batch is the failure of each record, unless it is a defect of Weir. */
    private static List<Outcome> sameForEach(SendRequest batch, Failure refusal) {
        if (refusal.kind() == Failure.Kind.INTERNAL) {
            throw refusal;
        }
        return Collections.nCopies(batch.records().size(), Outcome.of(refusal));
    }

    /** Sends records; completes with their receipts when the records are accepted. */
    CompletionStage<AcceptedResponse> sendAsync(SendRequest batch) {
        var open = receipts.current().open(batch);
        return sender.send(batch, open).handle((accepted, refusal) -> {
            if (refusal != null) {
                open.withdraw();
                throw KafkaFailures.ofSend(refusal);
            }
            return new AcceptedResponse(open.ids());
        });
    }

    private CompletionStage<List<Outcome>> send(SendRequest batch) {
        var collector = collectors.collect(batch.records().size());
        return sender.send(batch, collector).thenCompose(accepted -> collector.outcomes());
    }
}
