package dev.weir.channels.handler;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Handles each record that a channel reads.
 *
 * <p>{@code weir.consume.handler} names a bean by its {@code @Identifier}: {@code log} or one of the application.
 */
@FunctionalInterface
public interface RecordHandler {

    /**
     * Handles one record. Returning acknowledges it, and its offset may then be committed.
     *
     * <p>Called on a worker thread, one record of a partition after the other.
     *
     * @throws Exception sends the record to the dead letter topic of its channel, which then continues
     */
    void handle(ConsumerRecord<byte[], byte[]> record) throws Exception;
}
