package dev.weir.produce;

import dev.weir.http.access.Access;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.partitioning.PartitionChooser;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import dev.weir.produce.admission.CircuitBreaker;
import dev.weir.produce.admission.Gate;
import dev.weir.produce.admission.Permits;
import dev.weir.produce.admission.TopicLimits;
import dev.weir.produce.channel.Channels;
import dev.weir.reading.Stopwatch;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Time;

/** Sends records through the gate and the channel of their acks, and reports the outcome of each. */
@Singleton
class RecordProducer implements RecordSender {

    /** Failures without a response of Kafka to the record, or because the topic no longer exists. */
    private static final Set<Failure.Kind> UNCONFIRMED =
            EnumSet.of(Failure.Kind.UNKNOWN_OUTCOME, Failure.Kind.UNAVAILABLE, Failure.Kind.NOT_FOUND);

    private final Gate gate;
    private final TopicLimits limits;
    private final PartitionChooser partitioner;
    private final Channels channels;
    private final Permits permits;
    private final CircuitBreaker circuit;
    private final SendMetrics metrics;
    private final Access access;

    RecordProducer(
            Gate gate,
            TopicLimits limits,
            PartitionChooser partitioner,
            Channels channels,
            Permits permits,
            CircuitBreaker circuit,
            SendMetrics metrics,
            Access access) {
        this.gate = gate;
        this.limits = limits;
        this.partitioner = partitioner;
        this.channels = channels;
        this.permits = permits;
        this.circuit = circuit;
        this.metrics = metrics;
        this.access = access;
    }

    @Override
    public CompletionStage<Void> check(TopicName topic) {
        return gate.check(topic);
    }

    @Override
    public CompletionStage<Void> send(SendRequest batch, Listener listener) {
        var caller = access.caller();
        try {
            caller.countRecords(batch.records().size());
        } catch (Failure tooMany) {
            return CompletableFuture.failedStage(tooMany);
        }
        var inFlight = new InFlight(batch, caller.owner(), listener);
        return gate.pass(batch)
                .whenComplete((partitions, refusal) -> {
                    if (refusal != null) {
                        metrics.failed(
                                batch,
                                KafkaFailures.ofSend(refusal),
                                batch.records().size(),
                                caller.owner());
                    }
                })
                .thenCompose(partitions ->
                        limits.of(batch).thenAccept(limit -> sendToChannel(batch, partitions, limit, inFlight)));
    }

    /** Passes all records with a valid partition and size to the channel in one step, so that they keep their order. */
    private void sendToChannel(SendRequest batch, int partitions, long limit, InFlight inFlight) {
        if (batch.records().isEmpty()) {
            return;
        }
        circuit.sent(batch.topic(), batch.records().size());
        List<ProducerRecord<byte[], byte[]>> sendable =
                new ArrayList<>(batch.records().size());
        var indexes = new int[batch.records().size()];
        var timestamp = timestampOfOurOwn();
        boolean mayExceed = limit < Long.MAX_VALUE && batch.bytes() > limit;
        for (int i = 0; i < batch.records().size(); i++) {
            var record = batch.records().get(i);
            if (record.partition() != null && record.partition() >= partitions) {
                inFlight.outcome(i, Outcome.of(NotFound.partition(record.topic(), record.partition(), partitions)));
            } else if (mayExceed && TopicLimits.size(record) > limit) {
                inFlight.outcome(i, Outcome.of(TopicLimits.exceeded(batch.topic(), TopicLimits.size(record), limit)));
            } else {
                indexes[sendable.size()] = i;
                sendable.add(complete(batch, record, partitions, timestamp));
            }
        }
        if (!sendable.isEmpty()) {
            inFlight.sending();
            channels.send(batch.acks(), batch.topic(), sendable, (index, outcome) -> {
                report(batch.topic(), outcome);
                inFlight.outcome(indexes[index], outcome);
            });
        }
    }

    /**
     * The timestamp for records that have none; null where the producer's is right.
     *
     * <p>The clock of Kafka's clients is ahead of the wall clock after that was set back.
     */
    private static Long timestampOfOurOwn() {
        long clients = Time.SYSTEM.milliseconds();
        long wall = System.currentTimeMillis();
        return clients > wall ? wall : null;
    }

    /** The record with its partition, and with a timestamp where it needs one of ours. */
    private ProducerRecord<byte[], byte[]> complete(
            SendRequest batch, ProducerRecord<byte[], byte[]> record, int partitions, Long timestamp) {
        var partition = partitioner.choose(batch.partitioning(), record, partitions);
        var stamp = record.timestamp() == null ? timestamp : record.timestamp();
        if (Objects.equals(partition, record.partition()) && Objects.equals(stamp, record.timestamp())) {
            return record;
        }
        return new ProducerRecord<>(record.topic(), partition, stamp, record.key(), record.value(), record.headers());
    }

    private void report(TopicName topic, Outcome outcome) {
        if (outcome.isStored() || !UNCONFIRMED.contains(outcome.failure().kind())) {
            circuit.progressed(topic);
        } else {
            gate.refreshMetadata(topic);
        }
    }

    /**
     * A batch in flight. It releases its permits and updates the metrics with its last outcome only: one response of
     * Kafka completes many records, on the one thread that all requests wait for.
     */
    private final class InFlight implements Listener {

        private final SendRequest batch;
        private final String client;
        private final Listener listener;
        private final AtomicInteger open;
        private final AtomicInteger stored = new AtomicInteger();
        private final Stopwatch sinceArrival = metrics.arrived();

        InFlight(SendRequest batch, String client, Listener listener) {
            this.batch = batch;
            this.client = client;
            this.listener = listener;
            open = new AtomicInteger(batch.records().size());
        }

        @Override
        public void sending() {
            listener.sending();
        }

        @Override
        public void outcome(int index, Outcome outcome) {
            if (outcome.isStored()) {
                stored.incrementAndGet();
            } else {
                failed(outcome.failure());
            }
            if (open.decrementAndGet() == 0) {
                end();
            }
            listener.outcome(index, outcome);
        }

        private void failed(Failure failure) {
            metrics.failed(batch, failure, 1, client);
            if (failure.kind() == Failure.Kind.INTERNAL) {
                // The client only gets an id; the operator needs the cause.
                Log.errorf(failure.getCause(), "A record for topic '%s' met a defect", batch.topic());
            }
        }

        private void end() {
            permits.release(batch.records().size(), batch.bytes());
            circuit.completed(batch.topic(), batch.records().size());
            metrics.completed(batch.acks(), sinceArrival, stored.get());
        }
    }
}
