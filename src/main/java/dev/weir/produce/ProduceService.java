package dev.weir.produce;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.produce.channel.ProduceConfig;
import dev.weir.produce.receipts.Receipts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends batches for those who wait for the outcome and for those who come back for it. */
@ApplicationScoped
class ProduceService {

    private final RecordSender sender;
    private final Receipts receipts;
    private final ProduceConfig config;

    ProduceService(RecordSender sender, Receipts receipts, ProduceConfig config) {
        this.sender = sender;
        this.receipts = receipts;
        this.config = config;
    }

    /** Answers with the place of the one record, or fails with the reason why it has none. */
    CompletionStage<StoredRecord> one(SendRequest batch) {
        return outcomes(batch).thenApply(outcomes -> {
            var outcome = outcomes.get(0);
            if (!outcome.isStored()) {
                throw outcome.failure();
            }
            return outcome.stored();
        });
    }

    /** Answers with the outcome of each record. */
    CompletionStage<List<Outcome>> all(SendRequest batch) {
        return batch.records().isEmpty()
                ? CompletableFuture.completedStage(List.of())
                : outcomes(batch).exceptionally(thrown -> alike(batch, KafkaFailures.ofSend(thrown)));
    }

    /** What is refused as a whole is refused record by record, so that each has its reason; a defect is none. */
    private static List<Outcome> alike(SendRequest batch, Failure refusal) {
        if (refusal.kind() == Failure.Kind.INTERNAL) {
            throw refusal;
        }
        return Collections.nCopies(batch.records().size(), Outcome.of(refusal));
    }

    /** Answers with the receipts of the records when these are accepted. */
    CompletionStage<AcceptedResponse> async(SendRequest batch) {
        var open = receipts.open(batch);
        return sender.send(batch, open).handle((accepted, refusal) -> {
            if (refusal != null) {
                open.withdraw();
                throw KafkaFailures.ofSend(refusal);
            }
            return new AcceptedResponse(open.ids());
        });
    }

    private CompletionStage<List<Outcome>> outcomes(SendRequest batch) {
        var collector = new OutcomeCollector(batch.records().size(), config.timeout());
        return sender.send(batch, collector).thenCompose(accepted -> collector.outcomes());
    }
}
