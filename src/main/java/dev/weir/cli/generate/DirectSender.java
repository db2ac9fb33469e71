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

/** Gives generated records to Kafka's producer, whose memory is the limit of what is under way. */
final class DirectSender implements RecordSender {

    private final Producer<byte[], byte[]> kafka;
    private final PartitionChooser partitioner = new PartitionChooser();
    private final int partitions;

    /**
     * A way into one topic.
     *
     * @param partitions how many the topic has
     */
    DirectSender(Producer<byte[], byte[]> kafka, int partitions) {
        this.kafka = kafka;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<Void> send(SendRequest batch, Listener listener) {
        for (int i = 0; i < batch.records().size(); i++) {
            send(batch, i, listener);
        }
        return CompletableFuture.completedStage(null);
    }

    private void send(SendRequest batch, int index, Listener listener) {
        var record = batch.records().get(index);
        var partition = partitioner.choose(batch.partitioning(), record, partitions);
        try {
            var unused = kafka.send(
                    new ProducerRecord<>(record.topic(), partition, record.key(), record.value()),
                    (place, refused) -> listener.outcome(index, KafkaFailures.outcome(place, refused)));
        } catch (KafkaException | IllegalStateException refused) {
            listener.outcome(index, KafkaFailures.outcome(null, refused));
        }
    }
}
