package dev.weir.cli.consume.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Formats records for the output. */
public interface RecordWriter {

    /** Writes the text before the first record. */
    default void begin(RecordOutput out) {}

    /** Writes one record. */
    void record(RecordOutput out, ConsumerRecord<byte[], byte[]> record);

    /** Writes the text after the last record. */
    default void end(RecordOutput out) {}
}
