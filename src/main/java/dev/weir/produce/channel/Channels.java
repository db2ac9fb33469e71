package dev.weir.produce.channel;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender.Listener;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * The outgoing channels, one for each level of acknowledgement.
 *
 * <p>One record goes through the channel's emitter. Many go to the same channel's producer at once, on the same thread,
 * because the emitter costs more than the rest of their way together; see RATIONALE.md, "The emitter for one record,
 * the producer for many". The gate bounds what is under way, so no emitter overflows.
 */
@ApplicationScoped
public class Channels {

    static final String ALL = "records-all-out";
    static final String LEADER = "records-leader-out";
    static final String NONE = "records-none-out";

    private final Map<Acks, MutinyEmitter<ProducerRecord<byte[], byte[]>>> emitters = new EnumMap<>(Acks.class);
    private final KafkaClientService clients;

    Channels(
            @Channel(ALL) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> all,
            @Channel(LEADER) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> leader,
            @Channel(NONE) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> none,
            KafkaClientService clients) {
        emitters.put(Acks.ALL, all);
        emitters.put(Acks.LEADER, leader);
        emitters.put(Acks.NONE, none);
        this.clients = clients;
    }

    /** The channel that sends with a level of acknowledgement. */
    public static String name(Acks acks) {
        return switch (acks) {
            case ALL -> ALL;
            case LEADER -> LEADER;
            case NONE -> NONE;
        };
    }

    /** The producer behind a channel; safe for use by many threads. */
    public Producer<byte[], byte[]> producer(Acks acks) {
        return clients.<byte[], byte[]>getProducer(name(acks)).unwrap();
    }

    /** The settings of the producer behind a channel, wherever each was set. */
    public Map<String, Object> settings(Acks acks) {
        return Map.copyOf(clients.getProducer(name(acks)).configuration());
    }

    /** Sends records in their order and tells each one's outcome. */
    public void send(Acks acks, List<ProducerRecord<byte[], byte[]>> records, Listener listener) {
        if (records.size() == 1) {
            sendOne(acks, records.get(0), listener);
        } else {
            sendMany(acks, records, listener);
        }
    }

    private void sendOne(Acks acks, ProducerRecord<byte[], byte[]> record, Listener listener) {
        var stored = new OutgoingMessageMetadata<RecordMetadata>();
        emitters.get(acks)
                .sendMessage(Message.of(record, Metadata.of(stored)))
                .subscribe()
                .with(
                        done -> listener.outcome(0, KafkaFailures.outcome(stored.getResult(), null)),
                        thrown -> listener.outcome(0, KafkaFailures.outcome(null, thrown)));
    }

    private void sendMany(Acks acks, List<ProducerRecord<byte[], byte[]>> records, Listener listener) {
        clients.<byte[], byte[]>getProducer(name(acks))
                .runOnSendingThread(producer -> {
                    for (int i = 0; i < records.size(); i++) {
                        send(producer, records.get(i), i, listener);
                    }
                })
                .subscribe()
                .with(done -> {}, refusal -> {
                    for (int i = 0; i < records.size(); i++) {
                        listener.outcome(i, Outcome.of(closed(refusal)));
                    }
                });
    }

    private static void send(
            Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, int index, Listener listener) {
        try {
            var unused = producer.send(
                    record, (stored, thrown) -> listener.outcome(index, KafkaFailures.outcome(stored, thrown)));
        } catch (RuntimeException refusal) {
            listener.outcome(index, Outcome.of(closed(refusal)));
        }
    }

    /** What a producer throws before it takes a record in, it has not written. */
    private static Failure closed(Throwable refusal) {
        return new Failure(Failure.Kind.UNAVAILABLE, "The producer takes no records: " + refusal.getMessage(), refusal);
    }
}
