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
 * another one that has a leader. Kafka's own partitioner changes after {@code batch.size} bytes, which is larger here:
 * with one record a request, most members of a group would wait for hundreds of requests. See RATIONALE.md, "Sticky
 * partitions change after 16 KB".
 */
@RegisterForReflection
public final class StickyPartitioner implements Partitioner {

    /** Kafka's default {@code batch.size}. */
    static final int SWITCH_BYTES = 16_384;

    /** The approximate size of a record without its value, in its own batch. */
    static final int OVERHEAD_BYTES = 70;

    private static final int MAX_TOPICS = 50_000;

    private final LoadingCache<String, StickyPartition> partitions =
            Caffeine.newBuilder().maximumSize(MAX_TOPICS).build(topic -> new StickyPartition());

    @Override
    public void configure(Map<String, ?> settings) {
        // This partitioner has no settings.
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        if (keyBytes != null) {
            return BuiltInPartitioner.partitionForKey(
                    keyBytes, cluster.partitionsForTopic(topic).size());
        }
        return partitions
                .get(topic)
                .next(
                        OVERHEAD_BYTES + (valueBytes == null ? 0 : valueBytes.length),
                        cluster.partitionsForTopic(topic),
                        cluster.availablePartitionsForTopic(topic));
    }

    @Override
    public void close() {
        partitions.invalidateAll();
    }

    /** The partition of the records of a topic without a key, and the bytes that it got. */
    private static final class StickyPartition {

        private int partition = -1;
        private int bytes;

        synchronized int next(int size, List<PartitionInfo> all, List<PartitionInfo> available) {
            var choices = available.isEmpty() ? all : available;
            if (bytes >= SWITCH_BYTES || !isAmong(choices)) {
                partition = another(choices);
                bytes = 0;
            }
            bytes += size;
            return partition;
        }

        /** A loop and no stream, because it runs for every record without a key. */
        private boolean isAmong(List<PartitionInfo> choices) {
            for (var choice : choices) {
                if (choice.partition() == partition) {
                    return true;
                }
            }
            return false;
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
