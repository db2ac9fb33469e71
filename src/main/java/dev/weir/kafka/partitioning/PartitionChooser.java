package dev.weir.kafka.partitioning;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.weir.model.TopicName;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Chooses partitions; keeps the round-robin position of each topic. */
@Singleton
public class PartitionChooser {

    private final LoadingCache<TopicName, AtomicLong> turns =
            Caffeine.newBuilder().maximumSize(50_000).build(topic -> new AtomicLong());

    /**
     * The partition for a record.
     *
     * <p>A record without a key gets a random partition, as with the clients of that family, and for murmur2 the sticky
     * partition of Kafka's own producer.
     *
     * @param partitions the number of partitions of the topic
     * @return null to let Kafka's producer choose
     */
    public Integer choose(PartitionerType type, ProducerRecord<byte[], byte[]> record, int partitions) {
        if (record.partition() != null) {
            return record.partition();
        }
        return switch (type) {
            case MURMUR2 -> null;
            case ROUND_ROBIN -> (int) (turns.get(new TopicName(record.topic())).getAndIncrement() % partitions);
            case RANDOM -> anyOf(partitions);
            case FNV1A, FNV1A_REFERENCE, CRC32_SIGNED ->
                record.key() == null ? anyOf(partitions) : type.partition(record.key(), partitions);
            // For librdkafka an empty key is no key.
            case CRC32 ->
                record.key() == null || record.key().length == 0
                        ? anyOf(partitions)
                        : type.partition(record.key(), partitions);
        };
    }

    private static int anyOf(int partitions) {
        return ThreadLocalRandom.current().nextInt(partitions);
    }
}
