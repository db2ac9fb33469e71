package dev.weir.kafka.partitioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * The partitioners of Kafka's clients, for records without a partition.
 *
 * <p>Each hash family maps a key to the same partition as the clients named with it, so that records of a key have one
 * partition whichever client sends them. Tests compare with the partitions that those clients chose.
 */
public enum PartitionerType {
    /** Kafka's Java client and kafka-go's Murmur2Balancer; librdkafka's {@code murmur2_random}. */
    MURMUR2 {
        @Override
        int hashed(byte[] key, int partitions) {
            return BuiltInPartitioner.partitionForKey(key, partitions);
        }
    },
    /** sarama's and kafka-go's Hash; librdkafka's {@code fnv1a_random}. */
    FNV1A {
        @Override
        int hashed(byte[] key, int partitions) {
            return Math.abs(fnv1a(key) % partitions);
        }
    },
    /** sarama's and kafka-go's ReferenceHash. */
    FNV1A_REFERENCE {
        @Override
        int hashed(byte[] key, int partitions) {
            return (fnv1a(key) & Integer.MAX_VALUE) % partitions;
        }
    },
    /** librdkafka's {@code consistent_random}, which kcat and confluent-kafka-go use; kafka-go's CRC32Balancer. */
    CRC32 {
        @Override
        int hashed(byte[] key, int partitions) {
            return (int) (crc32(key) % partitions);
        }
    },
    /** sarama's ConsistentCRC of versions with a signed checksum. */
    CRC32_SIGNED {
        @Override
        int hashed(byte[] key, int partitions) {
            return Math.abs((int) crc32(key) % partitions);
        }
    },
    /** One partition after the other, whatever the key. */
    ROUND_ROBIN {
        @Override
        int hashed(byte[] key, int partitions) {
            throw new IllegalStateException("round-robin does not look at keys");
        }
    },
    /** Any partition, whatever the key. */
    RANDOM {
        @Override
        int hashed(byte[] key, int partitions) {
            throw new IllegalStateException("random does not look at keys");
        }
    };

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    abstract int hashed(byte[] key, int partitions);

    /** Whether the key decides. */
    public boolean isByKey() {
        return this != ROUND_ROBIN && this != RANDOM;
    }

    /**
     * The partition of a key.
     *
     * @param key not null
     * @param partitions 1 or more
     * @throws IllegalStateException unless {@link #isByKey()}
     */
    public int partition(byte[] key, int partitions) {
        return hashed(key, partitions);
    }

    /**
     * Parses the name that requests have, such as {@code fnv1a-reference}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other
     */
    @JsonCreator
    public static PartitionerType fromString(String name) {
        for (var partitioning : values()) {
            if (partitioning.toString().equals(name)) {
                return partitioning;
            }
        }
        throw Failure.invalid("partitioner is one of %s, not '%s'"
                .formatted(
                        Arrays.stream(values()).map(PartitionerType::toString).collect(Collectors.joining(", ")),
                        Printable.of(name)));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int fnv1a(byte[] key) {
        int hash = FNV_OFFSET;
        for (byte b : key) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private static long crc32(byte[] key) {
        var sum = new CRC32();
        sum.update(key);
        return sum.getValue();
    }
}
