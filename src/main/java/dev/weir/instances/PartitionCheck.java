package dev.weir.instances;

import dev.weir.kafka.TopicCatalog;
import dev.weir.model.Failure;
import dev.weir.model.Missing;
import dev.weir.model.TopicName;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** Looks whether partitions are there, before a consumer waits for them in silence. */
record PartitionCheck(TopicCatalog topics) {

    /** Fails with {@link Failure.Kind#NOT_FOUND} when one is not. */
    CompletionStage<Void> exist(Collection<TopicPartition> partitions) {
        return CompletableFuture.allOf(partitions.stream()
                .map(partition -> topics.partitions(new TopicName(partition.topic()))
                        .thenAccept(count -> check(partition, count))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private static void check(TopicPartition partition, int count) {
        if (partition.partition() >= count) {
            throw Missing.partition(partition.topic(), partition.partition(), count);
        }
    }
}
