package dev.weir.deadletters.redrive;

import dev.weir.deadletters.mark.LetterId;
import dev.weir.model.TopicName;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A dead letter that can be sent.
 *
 * @param record as it is sent, with all of its headers
 */
record PreparedLetter(LetterId id, TopicName target, ProducerRecord<byte[], byte[]> record) {

    /**
     * Records of a topic with the same key, which stay in order.
     *
     * @param key compared by its bytes
     */
    record OrderedKey(TopicName topic, ByteBuffer key) {}

    /** Null for a record without a key, which has no order. */
    OrderedKey orderedKey() {
        return record.key() == null ? null : new OrderedKey(target, ByteBuffer.wrap(record.key()));
    }

    long bytes() {
        long bytes = record.value() == null ? 0 : record.value().length;
        for (var header : record.headers()) {
            bytes += header.value() == null ? 0 : header.value().length;
        }
        return bytes;
    }
}
