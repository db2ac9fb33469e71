package dev.weir.stream;

import dev.weir.reading.filter.FilterExpression;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of a topic that a request selects.
 *
 * @param where null for all
 */
record RecordSelection(KeyFilter key, FilterExpression where) {

    /** Whether the request selects a record. */
    boolean selects(ConsumerRecord<byte[], byte[]> record) {
        return key.passes(record.key()) && (where == null || where.matches(record));
    }
}
