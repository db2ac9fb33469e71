package dev.weir.produce;

import dev.weir.kafka.Answers;
import dev.weir.kafka.Batch;
import dev.weir.kafka.Partitioner;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records: through the gate, into the channel of their acks, and back with the place each was given. */
@ApplicationScoped
class RecordProducer implements RecordSender {

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
                    if (isKafkasOwnWord(outcome)) {
                        circuit.progress();
                    }
                    listener.outcome(index, outcome);
                }));
    }

    /** Gives the channel what has a partition to go to, in one go, so that the records keep their order. */
    private void hand(Batch batch, int partitions, Listener listener) {
        List<ProducerRecord<byte[], byte[]>> sendable =
                new ArrayList<>(batch.records().size());
        var indexes = new int[batch.records().size()];
        for (int i = 0; i < batch.records().size(); i++) {
            var record = batch.records().get(i);
            if (record.partition() != null && record.partition() >= partitions) {
                listener.outcome(i, Outcome.of(noSuchPartition(record, partitions)));
            } else {
                indexes[sendable.size()] = i;
                sendable.add(placed(batch, record, partitions));
            }
        }
        if (!sendable.isEmpty()) {
            channels.send(batch.acks(), sendable, (index, outcome) -> listener.outcome(indexes[index], outcome));
        }
    }

    private ProducerRecord<byte[], byte[]> placed(Batch batch, ProducerRecord<byte[], byte[]> record, int partitions) {
        var partition = partitioner.choose(batch.partitioning(), record, partitions);
        return new ProducerRecord<>(
                record.topic(), partition, record.timestamp(), record.key(), record.value(), record.headers());
    }

    private static Failure noSuchPartition(ProducerRecord<byte[], byte[]> record, int partitions) {
        return Failure.of(
                Failure.Kind.NOT_FOUND,
                "Topic '%s' has no partition %d; its last is %d"
                        .formatted(record.topic(), record.partition(), partitions - 1));
    }

    /** Whether Kafka has answered, be it with a refusal; silence and our own refusals are no sign of life. */
    private static boolean isKafkasOwnWord(Outcome outcome) {
        return outcome.isStored() || outcome.failure().kind() == Failure.Kind.TOO_LARGE;
    }
}
