package dev.weir.cli.deadletters;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.kafka.partitioning.PartitionChooser;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends records as they are, to any topic; the buffer of Kafka's producer limits the records in flight. */
final class LetterSender implements RecordSender {

    private final Producer<byte[], byte[]> producer;
    private final TopicMetadataCache metadata;
    private final PartitionChooser partitioner = new PartitionChooser();

    LetterSender(Producer<byte[], byte[]> producer, TopicMetadataCache metadata) {
        this.producer = producer;
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<Void> send(SendRequest request, Listener listener) {
        return metadata.partitions(request.topic()).thenAccept(partitions -> {
            for (int i = 0; i < request.records().size(); i++) {
                send(request, partitions, i, listener);
            }
        });
    }

    private void send(SendRequest request, int partitions, int index, Listener listener) {
        var record = request.records().get(index);
        var partition = partitioner.choose(request.partitioning(), record, partitions);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(
                            record.topic(),
                            partition,
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            record.headers()),
                    (stored, thrown) -> listener.outcome(index, KafkaFailures.outcome(stored, thrown)));
        } catch (KafkaException | IllegalStateException thrown) {
            listener.outcome(index, KafkaFailures.outcome(null, thrown));
        }
    }
}
