package dev.weir.cli.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts records into an output, each in the same form. */
interface RecordWriter {

    /** What stands before the first record. */
    default void begin(RecordOutput out) {}

    /** One record. */
    void record(RecordOutput out, ConsumerRecord<byte[], byte[]> record);

    /** What stands behind the last record. */
    default void end(RecordOutput out) {}
}
