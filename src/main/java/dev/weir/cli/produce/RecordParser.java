package dev.weir.cli.produce;

import dev.weir.model.Failure;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a line of the input says. */
@FunctionalInterface
interface RecordParser {

    /**
     * The record of a line.
     *
     * @return null where the line says nothing
     * @throws Failure {@link Failure.Kind#INVALID} where it cannot be read, with a message that begins in small letters
     */
    ProducerRecord<byte[], byte[]> record(byte[] line);
}
