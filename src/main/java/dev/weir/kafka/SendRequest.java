package dev.weir.kafka;

import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.TopicName;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records for one topic that are to be sent alike.
 *
 * @param partitioning how a partition is chosen for records that name none
 * @param records in the order in which they are to be sent; each names the same topic
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

    /** The memory that all records take while they are under way, about. */
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
