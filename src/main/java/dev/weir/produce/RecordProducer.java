package dev.weir.produce;

import dev.weir.kafka.Answers;
import dev.weir.kafka.Batch;
import dev.weir.kafka.Partitioner;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Failure;
import dev.weir.model.Missing;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records: through the gate, into the channel of their acks, and back with the place each was given. */
@ApplicationScoped
class RecordProducer implements RecordSender {

    /** What is said where Kafka has not said anything, or no longer knows the topic. */
    private static final Set<Failure.Kind> SILENCE =
            EnumSet.of(Failure.Kind.UNKNOWN_OUTCOME, Failure.Kind.UNAVAILABLE, Failure.Kind.NOT_FOUND);

    private final Gate gate;
    private final Partitioner partitioner;
    private final Channels channels;
    private final Permits permits;
    private final Circuit circuit;
    private final SendMetrics metrics;

    RecordProducer(
            Gate gate,
            Partitioner partitioner,
            Channels channels,
            Permits permits,
            Circuit circuit,
            SendMetrics metrics) {
        this.gate = gate;
        this.partitioner = partitioner;
        this.channels = channels;
        this.permits = permits;
        this.circuit = circuit;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<Void> send(Batch batch, Listener listener) {
        var started = System.nanoTime();
        return gate.pass(batch)
                .whenComplete((partitions, refusal) -> {
                    if (refusal != null) {
                        metrics.refused(batch, Answers.toSend(refusal));
                    }
                })
                .thenAccept(partitions -> hand(batch, partitions, (index, outcome) -> {
                    permits.giveBack(1, Batch.bytes(batch.records().get(index)));
                    metrics.ended(batch.acks(), started, outcome);
                    logDefect(batch.topic(), outcome);
                    listener.outcome(index, outcome);
                }));
    }

    /** The sender is told a number only; whoever runs Weir needs the cause. */
    private static void logDefect(TopicName topic, Outcome outcome) {
        if (!outcome.isStored() && outcome.failure().kind() == Failure.Kind.INTERNAL) {
            Log.errorf(outcome.failure().getCause(), "A record for topic '%s' met a defect", topic);
        }
    }

    private void note(TopicName topic, Outcome outcome) {
        boolean kafkasWord =
                outcome.isStored() || !SILENCE.contains(outcome.failure().kind());
        circuit.ended(topic, kafkasWord);
        if (!kafkasWord) {
            gate.doubt(topic);
        }
    }

    /** Gives the channel what has a partition to go to, in one go, so that the records keep their order. */
    private void hand(Batch batch, int partitions, Listener listener) {
        List<ProducerRecord<byte[], byte[]>> sendable =
                new ArrayList<>(batch.records().size());
        var indexes = new int[batch.records().size()];
        for (int i = 0; i < batch.records().size(); i++) {
            var record = batch.records().get(i);
            if (record.partition() != null && record.partition() >= partitions) {
                listener.outcome(i, Outcome.of(Missing.partition(record.topic(), record.partition(), partitions)));
            } else {
                indexes[sendable.size()] = i;
                sendable.add(placed(batch, record, partitions));
            }
        }
        if (!sendable.isEmpty()) {
            circuit.begun(batch.topic(), sendable.size());
            channels.send(batch.acks(), sendable, (index, outcome) -> {
                note(batch.topic(), outcome);
                listener.outcome(indexes[index], outcome);
            });
        }
    }

    private ProducerRecord<byte[], byte[]> placed(Batch batch, ProducerRecord<byte[], byte[]> record, int partitions) {
        var partition = partitioner.choose(batch.partitioning(), record, partitions);
        return new ProducerRecord<>(
                record.topic(), partition, record.timestamp(), record.key(), record.value(), record.headers());
    }
}
