package dev.weir.produce.admission;

import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.TopicCreation;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.channel.ProduceConfig;
import dev.weir.produce.record.RecordValidator;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Admission control: admits records to a channel only where sending them cannot block it.
 *
 * <p>A channel sends from one thread, which blocks until its producer has the metadata of the topic. So the gate checks
 * first that Kafka responds, that there is room, that the topic exists and that the producer has its metadata. A record
 * that is refused here was not written.
 */
@Singleton
public class Gate {

    private final CircuitBreaker circuit;
    private final Permits permits;
    private final TopicMetadataCache topics;
    private final TopicCreation creation;
    private final MetadataPrefetch metadata;
    private final ProduceConfig config;
    private final Access access;

    Gate(
            CircuitBreaker circuit,
            Permits permits,
            TopicMetadataCache topics,
            TopicCreation creation,
            MetadataPrefetch metadata,
            ProduceConfig config,
            Access access) {
        this.circuit = circuit;
        this.permits = permits;
        this.topics = topics;
        this.creation = creation;
        this.metadata = metadata;
        this.config = config;
        this.access = access;
    }

    /**
     * Admits a batch.
     *
     * @return the number of partitions of its topic. The caller then holds permits for all records, and must release
     *     them when it knows the outcomes. Fails with a {@link Failure} where the batch is refused.
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
                .thenCompose(
                        count -> metadata.ensure(batch.acks(), batch.topic()).thenApply(known -> count))
                .whenComplete((count, thrown) -> {
                    if (thrown != null) {
                        permits.release(records, bytes);
                    }
                });
    }

    /** Checks whether records of a topic would be admitted; creates the topic where sending them would. */
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

    /** Reports a failure that a deleted topic would explain: the next send fetches the metadata of the topic again. */
    public void refreshMetadata(TopicName topic) {
        topics.forget(topic);
        metadata.forget(topic);
    }

    private CompletionStage<Integer> partitions(TopicName topic) {
        boolean mayCreate = config.createTopics() && access.caller().may(Action.CREATE, topic);
        return mayCreate ? creation.partitionsOrCreate(topic) : topics.partitions(topic);
    }
}
