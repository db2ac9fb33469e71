package dev.weir.produce.admission;

import dev.weir.kafka.SendRequest;
import dev.weir.kafka.TopicCreation;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.channel.ProduceConfig;
import dev.weir.produce.record.RecordValidator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What records pass before they reach a channel.
 *
 * <p>A channel sends from one thread, which waits for whatever its producer does not know. So nothing reaches it that
 * could make it wait: Kafka answers, there is room, the topic exists, and the producer has heard of it. Whatever is
 * refused here has surely not been written.
 */
@ApplicationScoped
public class Gate {

    private final CircuitBreaker circuit;
    private final Permits permits;
    private final TopicMetadataCache topics;
    private final TopicCreation creation;
    private final MetadataPrefetch warm;
    private final ProduceConfig config;

    Gate(
            CircuitBreaker circuit,
            Permits permits,
            TopicMetadataCache topics,
            TopicCreation creation,
            MetadataPrefetch warm,
            ProduceConfig config) {
        this.circuit = circuit;
        this.permits = permits;
        this.topics = topics;
        this.creation = creation;
        this.warm = warm;
        this.config = config;
    }

    /**
     * Lets a batch in.
     *
     * @return the number of partitions of its topic. The permits of all its records are then out, and whoever learns a
     *     record's outcome gives its permit back. Fails with a {@link Failure} where the batch may not pass.
     */
    public CompletionStage<Integer> pass(SendRequest batch) {
        var problem = circuit.problem(batch.topic());
        if (problem.isPresent()) {
            return CompletableFuture.failedStage(problem.get());
        }
        int records = batch.records().size();
        long bytes = batch.bytes();
        try {
            RecordValidator.checkWritable(batch.topic());
            permits.acquire(records, bytes);
        } catch (Failure refusal) {
            return CompletableFuture.failedStage(refusal);
        }
        return partitions(batch.topic())
                .thenCompose(count -> warm.ensure(batch.acks(), batch.topic()).thenApply(known -> count))
                .whenComplete((count, thrown) -> {
                    if (thrown != null) {
                        permits.release(records, bytes);
                    }
                });
    }

    /** Whether records of a topic would pass; makes the topic where they would make it. */
    public CompletionStage<Void> check(TopicName topic) {
        var problem = circuit.problem(topic);
        if (problem.isPresent()) {
            return CompletableFuture.failedStage(problem.get());
        }
        try {
            RecordValidator.checkWritable(topic);
        } catch (Failure refusal) {
            return CompletableFuture.failedStage(refusal);
        }
        return partitions(topic).thenAccept(count -> {});
    }

    /** A send failed in a way that a topic's end would explain: the next one asks Kafka whether it is still there. */
    public void doubt(TopicName topic) {
        topics.forget(topic);
        warm.forget(topic);
    }

    private CompletionStage<Integer> partitions(TopicName topic) {
        return config.createTopics() ? creation.partitionsOrCreate(topic) : topics.partitions(topic);
    }
}
