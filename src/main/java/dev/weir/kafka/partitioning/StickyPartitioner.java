package dev.weir.kafka.partitioning;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;

/**
 * Chooses partitions as Kafka's producer does with its default settings, whatever the size of its batches.
 *
 * <p>A key decides by its murmur2 hash. Records without a key stay on one partition for 16 KB and then change to
 * another one that has a leader. Kafka's own partitioner measures that stay in batches, and those of Weir are four
 * times larger: with one record a request, most members of a group would wait for hundreds of requests. See
 * RATIONALE.md, "Sticky partitions change after 16 KB".
 */
@RegisterForReflection
public final class StickyPartitioner implements Partitioner {

    /** Kafka's default {@code batch.size}. */
    static final int STAY_BYTES = 16_384;

    /** About what a record takes beside its value when it travels in a batch of its own. */
    static final int OVERHEAD_BYTES = 70;

    private static final int MAX_TOPICS = 50_000;

    private final LoadingCache<String, Stay> stays =
            Caffeine.newBuilder().maximumSize(MAX_TOPICS).build(topic -> new Stay());

    @Override
    public void configure(Map<String, ?> settings) {
        // There is nothing to set.
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        if (keyBytes != null) {
            return BuiltInPartitioner.partitionForKey(
                    keyBytes, cluster.partitionsForTopic(topic).size());
        }
        return stays.get(topic)
                .next(
                        OVERHEAD_BYTES + (valueBytes == null ? 0 : valueBytes.length),
                        cluster.partitionsForTopic(topic),
                        cluster.availablePartitionsForTopic(topic));
    }

    @Override
    public void close() {
        stays.invalidateAll();
    }

    /** Where the keyless records of a topic go, and how many bytes have gone there. */
    private static final class Stay {

        private int partition = -1;
        private int bytes;

        synchronized int next(int size, List<PartitionInfo> all, List<PartitionInfo> available) {
            var choices = available.isEmpty() ? all : available;
            if (bytes >= STAY_BYTES || choices.stream().noneMatch(choice -> choice.partition() == partition)) {
                partition = another(choices);
                bytes = 0;
            }
            bytes += size;
            return partition;
        }

        private int another(List<PartitionInfo> choices) {
            var others = choices.stream()
                    .mapToInt(PartitionInfo::partition)
                    .filter(choice -> choice != partition)
                    .toArray();
            return others.length == 0
                    ? partition
                    : others[ThreadLocalRandom.current().nextInt(others.length)];
        }
    }
}
