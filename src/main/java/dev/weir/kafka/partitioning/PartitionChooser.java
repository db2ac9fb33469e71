package dev.weir.kafka.partitioning;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.weir.model.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Chooses partitions; keeps where round robin stands on each topic. */
@ApplicationScoped
public class PartitionChooser {

    private final LoadingCache<TopicName, AtomicLong> turns =
            Caffeine.newBuilder().maximumSize(50_000).build(topic -> new AtomicLong());

    /**
     * The partition for a record.
     *
     * <p>A record without a key goes where the client of that family would put it: anywhere, and for murmur2 where
     * Kafka's own producer likes best (it sticks to one partition for a batch).
     *
     * @param partitions how many the topic has
     * @return null to leave the choice to Kafka's producer
     */
    public Integer choose(PartitionerType how, ProducerRecord<byte[], byte[]> record, int partitions) {
        if (record.partition() != null) {
            return record.partition();
        }
        return switch (how) {
            case MURMUR2 -> null;
            case ROUND_ROBIN -> (int) (turns.get(new TopicName(record.topic())).getAndIncrement() % partitions);
            case RANDOM -> anyOf(partitions);
            case FNV1A, FNV1A_REFERENCE, CRC32_SIGNED ->
                record.key() == null ? anyOf(partitions) : how.partition(record.key(), partitions);
            // librdkafka takes an empty key for none.
            case CRC32 ->
                record.key() == null || record.key().length == 0
                        ? anyOf(partitions)
                        : how.partition(record.key(), partitions);
        };
    }

    private static int anyOf(int partitions) {
        return ThreadLocalRandom.current().nextInt(partitions);
    }
}
