package dev.weir.generate;

import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends records for a client whose request has ended, for as long as that client may, and within its rate.
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
            var now = caller.current();
            now.check(Action.GENERATE, batch.topic());
            now.countRecords(batch.records().size());
        } catch (Failure refusal) {
            return CompletableFuture.failedStage(refusal);
        }
        return sender.send(batch, listener);
    }
}
