package dev.weir.cli.connection;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.partitioning.PartitionChooser;
import dev.weir.model.TopicName;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends records with Kafka's producer, whose buffer limits the records in flight. */
public final class ClientSender implements RecordSender {

    private final Producer<byte[], byte[]> producer;
    private final Function<TopicName, CompletionStage<Integer>> partitions;
    private final PartitionChooser partitioner = new PartitionChooser();

    /**
     * Sends to any topic.
     *
     * @param partitions the number of partitions of a topic
     */
    public ClientSender(Producer<byte[], byte[]> producer, Function<TopicName, CompletionStage<Integer>> partitions) {
        this.producer = producer;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<Void> send(SendRequest request, Listener listener) {
        return partitions.apply(request.topic()).thenAccept(count -> {
            for (int i = 0; i < request.records().size(); i++) {
                send(request, count, i, listener);
            }
        });
    }

    private void send(SendRequest request, int count, int index, Listener listener) {
        var record = request.records().get(index);
        var partition = partitioner.choose(request.partitioning(), record, count);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(
                            record.topic(),
                            partition,
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            record.headers()),
                    (stored, thrown) ->
                            listener.outcome(index, KafkaFailures.outcome(request.topic(), stored, thrown)));
        } catch (KafkaException | IllegalStateException thrown) {
            listener.outcome(index, KafkaFailures.outcome(request.topic(), null, thrown));
        }
    }
}
