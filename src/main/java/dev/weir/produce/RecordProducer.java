package dev.weir.produce;

import dev.weir.kafka.Answers;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Sends records through the outgoing channels, one channel for each level of acknowledgement. */
@ApplicationScoped
class RecordProducer {

    static final String ALL = "records-all-out";
    static final String LEADER = "records-leader-out";
    static final String NONE = "records-none-out";

    private final Map<Acks, MutinyEmitter<ProducerRecord<byte[], byte[]>>> emitters = new EnumMap<>(Acks.class);
    private final Gate gate;
    private final SendMetrics metrics;
    private final ProduceConfig config;

    RecordProducer(
            @Channel(ALL) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> all,
            @Channel(LEADER) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> leader,
            @Channel(NONE) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> none,
            Gate gate,
            SendMetrics metrics,
            ProduceConfig config) {
        emitters.put(Acks.ALL, all);
        emitters.put(Acks.LEADER, leader);
        emitters.put(Acks.NONE, none);
        this.gate = gate;
        this.metrics = metrics;
        this.config = config;
    }

    /** The channel that sends with a level of acknowledgement. */
    static String channel(Acks acks) {
        return switch (acks) {
            case ALL -> ALL;
            case LEADER -> LEADER;
            case NONE -> NONE;
        };
    }

    /**
     * Sends one record; completes when as many replicas have it as asked for.
     *
     * <p>Fails with a {@link Failure} and always within the budget: {@link Failure.Kind#UNKNOWN_OUTCOME} when the record may
     * have been written all the same, any other kind when it surely was not.
     */
    Uni<StoredRecord> send(Acks acks, ProducerRecord<byte[], byte[]> record) {
        var sample = metrics.start();
        return Uni.createFrom()
                .completionStage(() -> gate.pass(acks, record))
                .chain(() -> hand(acks, record))
                .ifNoItem()
                .after(config.budget())
                .recoverWithUni(() -> Uni.createFrom().failure(late()))
                .onFailure()
                .transform(Answers::toSend)
                .onTermination()
                .invoke((stored, failure, cancelled) -> metrics.stop(sample, acks, failure));
    }

    private Uni<StoredRecord> hand(Acks acks, ProducerRecord<byte[], byte[]> record) {
        var stored = new OutgoingMessageMetadata<RecordMetadata>();
        return emitters.get(acks)
                .sendMessage(Message.of(record, Metadata.of(stored)))
                .map(done -> placeOf(stored.getResult()));
    }

    private static StoredRecord placeOf(RecordMetadata stored) {
        return new StoredRecord(
                new TopicName(stored.topic()),
                stored.partition(),
                stored.hasOffset() ? stored.offset() : null,
                stored.hasTimestamp() ? stored.timestamp() : null);
    }

    private Failure late() {
        return Failure.of(
                Failure.Kind.UNKNOWN_OUTCOME,
                "Kafka did not confirm within %s; the record may have been written, once".formatted(config.budget()));
    }
}
