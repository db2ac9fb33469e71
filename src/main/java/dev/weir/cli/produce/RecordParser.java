package dev.weir.cli.produce;

import dev.weir.model.Failure;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Parses a line of the input. */
@FunctionalInterface
interface RecordParser {

    /**
     * Parses a line.
     *
     * @return null for a blank line
     * @throws Failure {@link Failure.Kind#INVALID} for an invalid line, with a message that starts in lower case
     */
    ProducerRecord<byte[], byte[]> record(byte[] line);
}
