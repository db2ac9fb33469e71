package dev.weir.channels.push.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** The requests of a dispatcher without a response, and who waits for their ends. For the thread of the dispatcher. */
final class RequestsInFlight {

    private final Map<TopicPartition, Integer> byPartition = new HashMap<>();
    private final List<PendingDrain> drains = new ArrayList<>();
    private int count;

    /** A caller that waits for requests to end. */
    private record PendingDrain(Collection<TopicPartition> partitions, CompletableFuture<Void> done) {}

    int count() {
        return count;
    }

    void begin(TopicPartition partition) {
        count++;
        byPartition.merge(partition, 1, Integer::sum);
    }

    void end(TopicPartition partition) {
        count--;
        byPartition.computeIfPresent(partition, (same, requests) -> requests == 1 ? null : requests - 1);
        completeDrains();
    }

    /** Completes when none is in flight of those that are now. */
    CompletionStage<Void> drained() {
        return drained(List.copyOf(byPartition.keySet()));
    }

    /** Completes when no request with a record of these partitions is in flight. */
    CompletionStage<Void> drained(Collection<TopicPartition> partitions) {
        var drain = new PendingDrain(partitions, new CompletableFuture<>());
        drains.add(drain);
        completeDrains();
        return drain.done();
    }

    private void completeDrains() {
        drains.removeIf(drain -> drain.partitions().stream().noneMatch(byPartition::containsKey)
                && drain.done().complete(null));
    }
}
