package dev.weir.channels.push.delivery;

import dev.weir.channels.handler.WebhookRejectedException;
import java.util.concurrent.CompletionStage;

/** Ends the delivery of a record in Kafka. */
public interface RecordSettlement {

    /** The receiver has the record, or no receiver is to have it; its offset may be committed. */
    CompletionStage<Void> accepted();

    /** The record becomes a dead letter; completes when that is stored. */
    CompletionStage<Void> rejected(WebhookRejectedException reason);
}
