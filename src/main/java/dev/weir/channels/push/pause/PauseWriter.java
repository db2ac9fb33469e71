package dev.weir.channels.push.pause;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.kafka.AdminDeadline;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.TopicCreation;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes which groups of pushes are paused and resumed, for all Weirs and for the next start. */
@ApplicationScoped
public class PauseWriter {

    private final AdminDeadline deadline;
    private final TopicMetadataCache topics;
    private final TopicCreation creation;
    private final RecordSender sender;

    PauseWriter(AdminDeadline deadline, TopicMetadataCache topics, TopicCreation creation, RecordSender sender) {
        this.deadline = deadline;
        this.topics = topics;
        this.creation = creation;
        this.sender = sender;
    }

    /**
     * Writes that a group is paused, or resumed; creates the topic where it is missing.
     *
     * @return fails with a {@link Failure} where Kafka does not confirm it
     */
    public Uni<Void> write(String group, boolean isPaused) {
        var value = isPaused ? "{\"paused_at\":\"%s\"}".formatted(Instant.now()) : null;
        var record = new ProducerRecord<>(
                PauseLog.TOPIC.value(), 0, group.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
        return deadline.write(() -> topics.partitions(PauseLog.TOPIC)
                        .handle((count, thrown) -> {
                            if (thrown == null) {
                                return CompletableFuture.<Void>completedStage(null);
                            }
                            var failure = KafkaFailures.ofRead(thrown);
                            return failure.kind() == Failure.Kind.NOT_FOUND
                                    ? creation.createCompacted(PauseLog.TOPIC)
                                    : CompletableFuture.<Void>failedStage(failure);
                        })
                        .thenCompose(found -> found))
                .chain(() -> Uni.createFrom().completionStage(() -> send(record)))
                .invoke(outcome -> {
                    if (!outcome.isStored()) {
                        throw KafkaFailures.ofSend(outcome.failure());
                    }
                })
                .replaceWithVoid();
    }

    private CompletionStage<Outcome> send(ProducerRecord<byte[], byte[]> record) {
        var stored = new CompletableFuture<Outcome>();
        var request = new SendRequest(PauseLog.TOPIC, Acks.ALL, PartitionerType.MURMUR2, List.of(record));
        return sender.send(request, (index, outcome) -> stored.complete(outcome))
                .thenCompose(accepted -> stored);
    }
}
