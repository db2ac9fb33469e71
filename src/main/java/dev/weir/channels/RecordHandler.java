package dev.weir.channels;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with each record. */
@FunctionalInterface
interface RecordHandler {

    /**
     * Handles one record. Returning means done; the offset may then be committed.
     *
     * <p>Called on a worker thread, one record of a partition after the other.
     *
     * @throws Exception sends the record to the dead letter topic of its channel, and the next one is read
     */
    void handle(ConsumerRecord<byte[], byte[]> record) throws Exception;
}
