package dev.weir.generate;

import dev.weir.http.access.Caller;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends records for a client whose request has ended, within that client's rate.
 *
 * @param sender what sends them
 * @param caller the client
 */
record CallerSender(RecordSender sender, Caller caller) implements RecordSender {

    @Override
    public CompletionStage<Void> check(TopicName topic) {
        return sender.check(topic);
    }

    @Override
    public CompletionStage<Void> send(SendRequest batch, Listener listener) {
        try {
            caller.countRecords(batch.records().size());
        } catch (Failure tooMany) {
            return CompletableFuture.failedStage(tooMany);
        }
        return sender.send(batch, listener);
    }
}
