package dev.weir.cli.generate;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.partitioning.PartitionChooser;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends generated records with Kafka's producer, whose buffer limits the records in flight. */
final class DirectSender implements RecordSender {

    private final Producer<byte[], byte[]> producer;
    private final PartitionChooser partitioner = new PartitionChooser();
    private final int partitions;

    /**
     * A sender for one topic.
     *
     * @param partitions the number of partitions of the topic
     */
    DirectSender(Producer<byte[], byte[]> producer, int partitions) {
        this.producer = producer;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<Void> send(SendRequest request, Listener listener) {
        for (int i = 0; i < request.records().size(); i++) {
            send(request, i, listener);
        }
        return CompletableFuture.completedStage(null);
    }

    private void send(SendRequest request, int index, Listener listener) {
        var record = request.records().get(index);
        var partition = partitioner.choose(request.partitioning(), record, partitions);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(record.topic(), partition, record.key(), record.value()),
                    (metadata, failure) -> listener.outcome(index, KafkaFailures.outcome(metadata, failure)));
        } catch (KafkaException | IllegalStateException failure) {
            listener.outcome(index, KafkaFailures.outcome(null, failure));
        }
    }
}
