package dev.weir.consumers;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** Looks whether partitions are there, before a consumer waits for them in silence. */
record PartitionCheck(TopicMetadataCache topics) {

    /** Fails with {@link Failure.Kind#NOT_FOUND} when one is not. */
    CompletionStage<Void> exist(Collection<TopicPartition> partitions) {
        return each(partitions, this::count);
    }

    /** As {@link #exist}, but a topic that is not there may come, with every partition that is asked for. */
    CompletionStage<Void> mayCome(Collection<TopicPartition> partitions) {
        return each(partitions, partition -> count(partition).exceptionally(thrown -> {
            var failure = KafkaFailures.ofRead(thrown);
            if (failure.kind() == Failure.Kind.NOT_FOUND) {
                return Integer.MAX_VALUE;
            }
            throw failure;
        }));
    }

    private CompletionStage<Integer> count(TopicPartition partition) {
        return topics.partitions(new TopicName(partition.topic()));
    }

    private static CompletionStage<Void> each(
            Collection<TopicPartition> partitions, Function<TopicPartition, CompletionStage<Integer>> count) {
        return CompletableFuture.allOf(partitions.stream()
                .map(partition -> count.apply(partition)
                        .thenAccept(known -> check(partition, known))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private static void check(TopicPartition partition, int count) {
        if (partition.partition() >= count) {
            throw NotFound.partition(partition.topic(), partition.partition(), count);
        }
    }
}
