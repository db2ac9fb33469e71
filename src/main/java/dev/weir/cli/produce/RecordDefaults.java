package dev.weir.cli.produce;

import dev.weir.model.TopicName;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The properties that all records of a command share.
 *
 * @param partition null if the partitioner chooses it
 * @param timestamp milliseconds since 1970; null for the time of the send
 * @param headers added before those of a record
 */
record RecordDefaults(TopicName topic, Integer partition, Long timestamp, List<Header> headers) {

    RecordDefaults {
        headers = List.copyOf(headers);
    }

    /** Creates a record; key and value may be null. */
    ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return new ProducerRecord<>(
                topic.value(), partition, timestamp, key, value, headers.isEmpty() ? null : headers);
    }
}
