package dev.weir.cli.produce;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.partitioning.PartitionChooser;
import dev.weir.kafka.partitioning.PartitionerType;
import java.time.Duration;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends records with Kafka's producer without waiting for acknowledgements; the producer's buffer limits the memory.
 *
 * <p>One thread sends; another thread may call {@link #finish}, after which sends are rejected.
 */
final class AsyncSender {

    /**
     * Counts the outcome of one record.
     *
     * <p>A class and no lambda, of which code of the JVM's first compiler creates an instance by a call into the JVM.
     */
    private record Delivery(DeliveryCounter counter, InputLocation location) implements Callback {

        @Override
        public void onCompletion(RecordMetadata metadata, Exception failure) {
            if (failure == null) {
                counter.stored(metadata);
            } else {
                counter.failed(location, KafkaFailures.ofSend(failure));
            }
        }
    }

    private final Producer<byte[], byte[]> producer;
    private final PartitionChooser chooser = new PartitionChooser();
    private final PartitionerType partitioner;
    private final int partitions;
    private final DeliveryCounter counter;
    private volatile boolean finished;

    /**
     * A sender for one topic.
     *
     * @param partitions the number of partitions of the topic
     * @param counter receives the outcome of each record
     */
    AsyncSender(
            Producer<byte[], byte[]> producer, PartitionerType partitioner, int partitions, DeliveryCounter counter) {
        this.producer = producer;
        this.partitioner = partitioner;
        this.partitions = partitions;
        this.counter = counter;
    }

    /** Blocks only while the producer's buffer is full; the counter receives the outcome. */
    void send(ProducerRecord<byte[], byte[]> record, InputLocation location) {
        try {
            var unused = producer.send(partitioned(record), new Delivery(counter, location));
        } catch (KafkaException | IllegalStateException failure) {
            if (!finished) {
                counter.failed(location, KafkaFailures.ofSend(failure));
            }
        }
    }

    /** Blocks until every sent record has its outcome. */
    void flush() {
        producer.flush();
    }

    /** Closes the producer; records without an outcome at the timeout have failed. */
    void finish(Duration timeout) {
        finished = true;
        producer.close(timeout);
    }

    private ProducerRecord<byte[], byte[]> partitioned(ProducerRecord<byte[], byte[]> record) {
        if (partitioner == PartitionerType.MURMUR2 || record.partition() != null) {
            return record;
        }
        return new ProducerRecord<>(
                record.topic(),
                chooser.choose(partitioner, record, partitions),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }
}
