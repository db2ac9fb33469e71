package dev.weir.produce;

import dev.weir.kafka.Answers;
import dev.weir.kafka.Batch;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Sends batches for those who wait for the outcome and for those who come back for it. */
@ApplicationScoped
class Sends {

    private final RecordSender sender;
    private final Receipts receipts;
    private final ProduceConfig config;

    Sends(RecordSender sender, Receipts receipts, ProduceConfig config) {
        this.sender = sender;
        this.receipts = receipts;
        this.config = config;
    }

    /** Answers with the place of the one record, or fails with the reason why it has none. */
    Uni<RestResponse<StoredRecord>> one(Batch batch) {
        return outcomes(batch).map(outcomes -> {
            var outcome = outcomes.get(0);
            if (!outcome.isStored()) {
                throw outcome.failure();
            }
            return RestResponse.ok(outcome.stored());
        });
    }

    /** Answers with the outcome of each record. */
    Uni<RestResponse<BatchAnswer>> all(Batch batch) {
        return batch.records().isEmpty()
                ? Uni.createFrom().item(BatchAnswer.of(List.of()).response())
                : outcomes(batch)
                        .onFailure(thrown -> Answers.toSend(thrown).kind() != Failure.Kind.INTERNAL)
                        .recoverWithItem(refusal -> alike(batch, Answers.toSend(refusal)))
                        .map(outcomes -> BatchAnswer.of(outcomes).response());
    }

    /** What is refused as a whole is refused record by record, so that each has its reason. */
    private static List<Outcome> alike(Batch batch, Failure refusal) {
        return Collections.nCopies(batch.records().size(), Outcome.of(refusal));
    }

    /** Answers when the records are accepted: 202 with their receipts' ids, or 204 for those who did not ask for them. */
    Uni<RestResponse<AcceptedRecords>> async(Batch batch, boolean wantsReceipts) {
        var open = receipts.open(batch);
        return Uni.createFrom().completionStage(() -> sender.send(batch, open).handle((accepted, refusal) -> {
            if (refusal != null) {
                open.withdraw();
                throw Answers.toSend(refusal);
            }
            return wantsReceipts
                    ? ResponseBuilder.accepted(new AcceptedRecords(open.ids()))
                            .header("Preference-Applied", "respond-async")
                            .build()
                    : RestResponse.<AcceptedRecords>noContent();
        }));
    }

    private Uni<List<Outcome>> outcomes(Batch batch) {
        var collector = new Collector(batch.records().size(), config.budget());
        return Uni.createFrom()
                .completionStage(() -> sender.send(batch, collector).thenCompose(accepted -> collector.outcomes()));
    }
}
