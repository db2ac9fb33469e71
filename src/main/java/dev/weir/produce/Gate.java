package dev.weir.produce;

import dev.weir.kafka.ClusterPulse;
import dev.weir.kafka.TopicCatalog;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a record passes before it reaches a channel.
 *
 * <p>A channel sends from one thread, which waits for whatever its producer does not know. So nothing reaches it that
 * could make it wait: the topic and the partition exist, Kafka answers, and the producer has heard of the topic.
 * Whatever is refused here has surely not been written.
 */
@ApplicationScoped
class Gate {

    private final ClusterPulse pulse;
    private final TopicCatalog topics;
    private final WarmTopics warm;

    Gate(ClusterPulse pulse, TopicCatalog topics, WarmTopics warm) {
        this.pulse = pulse;
        this.topics = topics;
        this.warm = warm;
    }

    /** Completes when the record may be sent, and fails with the reason when it may not. */
    CompletionStage<Void> pass(Acks acks, ProducerRecord<byte[], byte[]> record) {
        var problem = pulse.problem();
        if (problem.isPresent()) {
            return CompletableFuture.failedStage(problem.get());
        }
        var topic = new TopicName(record.topic());
        RecordRules.checkWritable(topic);
        return topics.partitions(topic)
                .thenAccept(count -> checkPartition(record, count))
                .thenCompose(known -> warm.up(acks, topic));
    }

    private static void checkPartition(ProducerRecord<byte[], byte[]> record, int count) {
        if (record.partition() != null && record.partition() >= count) {
            throw Failure.of(
                    Failure.Kind.NOT_FOUND,
                    "Topic '%s' has no partition %d; its last is %d"
                            .formatted(record.topic(), record.partition(), count - 1));
        }
    }
}
