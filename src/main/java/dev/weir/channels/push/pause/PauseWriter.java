package dev.weir.channels.push.pause;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.kafka.AdminDeadline;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicCreation;
import dev.weir.model.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes which groups of pushes are paused and resumed, for all Weirs and for the next start. */
@ApplicationScoped
public class PauseWriter {

    private final AdminDeadline deadline;
    private final TopicCreation topics;
    private final RecordSender sender;

    PauseWriter(AdminDeadline deadline, TopicCreation topics, RecordSender sender) {
        this.deadline = deadline;
        this.topics = topics;
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
        return deadline.write(() -> topics.partitionsOrCreateCompacted(PauseLog.TOPIC))
                .chain(() -> Uni.createFrom().completionStage(() -> sender.store(PauseLog.TOPIC, record)));
    }
}
