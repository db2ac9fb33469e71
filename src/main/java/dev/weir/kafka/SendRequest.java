package dev.weir.kafka;

import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.TopicName;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of one topic, sent with the same options.
 *
 * @param partitioning the partitioner of records without a partition
 * @param records in the order in which they are sent, all of the same topic
 */
public record SendRequest(
        TopicName topic, Acks acks, PartitionerType partitioning, List<ProducerRecord<byte[], byte[]>> records) {

    /** Approximate bytes of a record beside its key, value and headers: Kafka's framing and Weir's bookkeeping. */
    private static final long OVERHEAD = 80;

    public SendRequest {
        records = List.copyOf(records);
    }

    private static long bytes(ProducerRecord<byte[], byte[]> record) {
        long bytes = OVERHEAD + length(record.key()) + length(record.value());
        for (var header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    /** The approximate memory of all records while they are in flight. */
    public long bytes() {
        long bytes = 0;
        for (var record : records) {
            bytes += bytes(record);
        }
        return bytes;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
