package dev.weir.cli.produce;

import dev.weir.model.TopicName;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What all records of a command have in common.
 *
 * @param partition null to have one chosen
 * @param timestamp milliseconds since 1970; null for the time when it is sent
 * @param headers put before a record's own
 */
record RecordDefaults(TopicName topic, Integer partition, Long timestamp, List<Header> headers) {

    RecordDefaults {
        headers = List.copyOf(headers);
    }

    /** A record of a key and a value, each of which may be null. */
    ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return new ProducerRecord<>(
                topic.value(), partition, timestamp, key, value, headers.isEmpty() ? null : headers);
    }
}
