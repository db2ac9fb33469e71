package dev.weir.kafka;

import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way of records into Kafka, for every room that sends any. */
public interface RecordSender {

    /** Hears what becomes of each record of a batch. */
    @FunctionalInterface
    interface Listener {

        /**
         * Called exactly once for each record of an accepted batch, in any order, from any thread; must not block.
         *
         * @param index of the record in its batch, from 0
         */
        void outcome(int index, Outcome outcome);
    }

    /**
     * Whether records of a topic may be sent, without sending any; makes the topic where sending would.
     *
     * @return fails with a {@link Failure} where they may not
     */
    default CompletionStage<Void> check(TopicName topic) {
        return CompletableFuture.completedStage(null);
    }

    /**
     * Sends a batch.
     *
     * @return completes when the batch is accepted into memory: each of its records then has its outcome told. Fails
     *     with a {@link Failure} when nothing of it was accepted, and then surely nothing is written and nothing told.
     */
    CompletionStage<Void> send(SendRequest batch, Listener listener);
}
