package dev.weir.channels.handler;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles several records at once. */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Handles a batch. Returning acknowledges all its records, whose offsets may then be committed.
     *
     * <p>Called on a worker thread, one batch after the other.
     *
     * @param records at least one, those of a partition in their order
     * @throws Exception hands the records over again one by one; each that then throws becomes a dead letter
     */
    void handle(List<ConsumerRecord<byte[], byte[]>> records) throws Exception;
}
