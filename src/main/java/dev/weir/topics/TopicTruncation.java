package dev.weir.topics;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DeletedRecords;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Deletes the oldest records of topics. */
@ApplicationScoped
public class TopicTruncation {

    private final KafkaAdmin admin;
    private final TopicSizes sizes;

    /** Truncates topics with an admin client. */
    public TopicTruncation(KafkaAdmin admin) {
        this.admin = admin;
        this.sizes = new TopicSizes(admin);
    }

    /**
     * Deletes records for ever.
     *
     * <p>Where one of the offsets is not in its log, this fails with {@link Failure.Kind#UNPROCESSABLE} and deletes
     * none.
     *
     * @return the new first offset of each partition of the request, in order
     */
    public CompletionStage<Map<Integer, Long>> truncate(TopicName topic, Truncation truncation) {
        TopicChanges.checkMutable(topic);
        return sizes.size(topic).thenCompose(size -> {
            truncation.before().forEach((partition, offset) -> check(size, partition, offset));
            return delete(topic, truncation);
        });
    }

    private CompletionStage<Map<Integer, Long>> delete(TopicName topic, Truncation truncation) {
        var wanted = truncation.before().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new TopicPartition(topic.value(), entry.getKey()),
                        entry -> RecordsToDelete.beforeOffset(entry.getValue())));
        return admin.write(admin -> {
            var results = admin.deleteRecords(wanted).lowWatermarks();
            return KafkaFuture.allOf(results.values().toArray(KafkaFuture[]::new))
                    .thenApply(done -> beginnings(results));
        });
    }

    /** The first offsets, from completed results. */
    private static Map<Integer, Long> beginnings(Map<TopicPartition, KafkaFuture<DeletedRecords>> results) {
        Map<Integer, Long> beginnings = new TreeMap<>();
        results.forEach((at, result) -> beginnings.put(
                at.partition(),
                result.toCompletionStage().toCompletableFuture().join().lowWatermark()));
        return beginnings;
    }

    private static void check(TopicSize size, int partition, long offset) {
        if (partition < 0 || partition >= size.partitions().size()) {
            throw NotFound.partition(size.name(), partition, size.partitions().size());
        }
        var at = size.partitions().get(partition);
        if (at.endOffset() == null) {
            throw Failure.unavailable("Partition %d of topic '%s' has no leader, which alone could truncate it"
                    .formatted(partition, size.name()));
        }
        if (offset > at.endOffset()) {
            throw Failure.unprocessableAt(
                    "$.before." + partition,
                    "is %d, and partition %d ends at %d".formatted(offset, partition, at.endOffset()));
        }
    }
}
