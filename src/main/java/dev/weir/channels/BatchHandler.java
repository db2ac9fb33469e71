package dev.weir.channels;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with several records at once. */
@FunctionalInterface
interface BatchHandler {

    /**
     * Handles a batch. Returning means that all of it is done; the offsets may then be committed.
     *
     * <p>Called on a worker thread, one batch after the other.
     *
     * @param records at least one, those of a partition in their order
     * @throws Exception has the records handed over again, one by one, and what then throws is set aside as a dead
     *     letter
     */
    void handle(List<ConsumerRecord<byte[], byte[]>> records) throws Exception;
}
