package dev.weir.cli.produce;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.partitioning.PartitionChooser;
import dev.weir.kafka.partitioning.PartitionerType;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Gives records to Kafka's producer and does not wait for them; memory is bounded by the producer's own.
 *
 * <p>One thread sends; another may finish meanwhile, and then what is sent afterwards is not taken any more.
 */
final class AsyncSender {

    private final Producer<byte[], byte[]> kafka;
    private final PartitionChooser partitioner;
    private final PartitionerType partitioning;
    private final int partitions;
    private final DeliveryCounter tally;
    private volatile boolean finished;

    /**
     * A way into one topic.
     *
     * @param partitions how many the topic has
     */
    AsyncSender(Producer<byte[], byte[]> kafka, PartitionerType partitioning, int partitions, DeliveryCounter tally) {
        this.kafka = kafka;
        this.partitioning = partitioning;
        partitioner = new PartitionChooser();
        this.partitions = partitions;
        this.tally = tally;
    }

    /** Waits only where the producer's memory is full; what becomes of the record is told to the tally. */
    void send(ProducerRecord<byte[], byte[]> record, InputLocation origin) {
        try {
            var unused = kafka.send(placed(record), (place, refused) -> {
                if (refused == null) {
                    tally.stored(place);
                } else {
                    tally.failed(origin, KafkaFailures.ofSend(refused));
                }
            });
        } catch (KafkaException | IllegalStateException refused) {
            if (!finished) {
                tally.failed(origin, KafkaFailures.ofSend(refused));
            }
        }
    }

    /** Returns when it is known of all records what became of them. */
    void flush() {
        kafka.flush();
    }

    /** The same, and the last thing that is done; what is not known when patience ends has failed. */
    void finish(Duration patience) {
        finished = true;
        kafka.close(patience);
    }

    private ProducerRecord<byte[], byte[]> placed(ProducerRecord<byte[], byte[]> record) {
        if (partitioning == PartitionerType.MURMUR2 || record.partition() != null) {
            return record;
        }
        return new ProducerRecord<>(
                record.topic(),
                partitioner.choose(partitioning, record, partitions),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }
}
