package dev.weir.kafka;

import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records to Kafka; implemented by the package {@code produce}. */
public interface RecordSender {

    /** Receives the outcome of each record of a request. */
    @FunctionalInterface
    interface Listener {

        /** Called at most once, before the records of an accepted request are given to the producer. */
        default void sending() {}

        /**
         * Called exactly once for each record of an accepted request, in any order, from any thread; must not block.
         *
         * @param index of the record in its request, from 0
         */
        void outcome(int index, Outcome outcome);
    }

    /**
     * Checks whether records of a topic would be accepted; creates the topic where sending would.
     *
     * @return fails with a {@link Failure} where they would not
     */
    default CompletionStage<Void> check(TopicName topic) {
        return CompletableFuture.completedStage(null);
    }

    /**
     * Sends records.
     *
     * @return completes when the request is accepted: the listener then receives the outcome of each record. Fails with
     *     a {@link Failure} when it was not accepted: then no record is written and the listener is not called.
     */
    CompletionStage<Void> send(SendRequest request, Listener listener);

    /**
     * Sends one record to all in-sync replicas; where it names no partition, its key chooses as in Kafka's client.
     *
     * @return completes when the record is stored, and fails with a {@link Failure} where it is not
     */
    default CompletionStage<Void> store(TopicName topic, ProducerRecord<byte[], byte[]> record) {
        var stored = new CompletableFuture<Void>();
        return send(new SendRequest(topic, Acks.ALL, PartitionerType.MURMUR2, List.of(record)), (index, outcome) -> {
                    if (outcome.isStored()) {
                        stored.complete(null);
                    } else {
                        stored.completeExceptionally(outcome.failure());
                    }
                })
                .thenCompose(accepted -> stored);
    }
}
