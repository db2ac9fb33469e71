package dev.weir.produce.channel;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender.Listener;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * The outgoing channels, one for each value of acks.
 *
 * <p>A single record is sent with the channel's emitter. Many records are sent with the channel's producer, on the same
 * thread, because the emitter costs more than all other steps together; see RATIONALE.md, "The emitter for one record,
 * the producer for many". The gate bounds the records in flight, so no emitter overflows.
 */
@ApplicationScoped
public class Channels {

    static final String ALL = "records-all-out";
    static final String LEADER = "records-leader-out";
    static final String NONE = "records-none-out";

    private final Map<Acks, Emitter<ProducerRecord<byte[], byte[]>>> emitters = new EnumMap<>(Acks.class);
    private final Map<Acks, Handover> handovers = new EnumMap<>(Acks.class);
    private final KafkaClientService clients;

    Channels(
            @Channel(ALL) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<ProducerRecord<byte[], byte[]>> all,
            @Channel(LEADER) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<ProducerRecord<byte[], byte[]>> leader,
            @Channel(NONE) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<ProducerRecord<byte[], byte[]>> none,
            KafkaClientService clients) {
        emitters.put(Acks.ALL, all);
        emitters.put(Acks.LEADER, leader);
        emitters.put(Acks.NONE, none);
        for (var acks : Acks.values()) {
            handovers.put(
                    acks, new Handover(task -> clients.getProducer(name(acks)).runOnSendingThread(producer -> {
                        task.run();
                    })));
        }
        this.clients = clients;
    }

    /** The name of the channel that sends with these acks. */
    public static String name(Acks acks) {
        return switch (acks) {
            case ALL -> ALL;
            case LEADER -> LEADER;
            case NONE -> NONE;
        };
    }

    /** The producer of the channel with these acks; safe for use by many threads. */
    public Producer<byte[], byte[]> producer(Acks acks) {
        return clients.<byte[], byte[]>getProducer(name(acks)).unwrap();
    }

    /** The effective settings of the producer of the channel with these acks. */
    public Map<String, Object> settings(Acks acks) {
        return Map.copyOf(clients.getProducer(name(acks)).configuration());
    }

    /** Sends records of one topic in order and reports the outcome of each. */
    public void send(Acks acks, TopicName topic, List<ProducerRecord<byte[], byte[]>> records, Listener listener) {
        handovers
                .get(acks)
                .add(
                        records.size() == 1
                                ? new Single(emitters.get(acks), new RecordMessage(topic, records.get(0), listener))
                                : new Many(clients.getProducer(name(acks)), topic, records, listener));
    }

    /** The emitter has its record sent by a task of the same thread, so a record keeps its place before later ones. */
    private record Single(Emitter<ProducerRecord<byte[], byte[]>> emitter, RecordMessage message)
            implements Handover.Task {

        @Override
        public void run() {
            try {
                emitter.send(message);
            } catch (RuntimeException thrown) {
                message.report(thrown);
            }
        }

        @Override
        public void refused(Throwable thrown) {
            message.report(notWritten(thrown));
        }
    }

    /** The records go behind those that the emitter was given before, which are tasks of the same thread too. */
    private record Many(
            KafkaProducer<byte[], byte[]> channel,
            TopicName topic,
            List<ProducerRecord<byte[], byte[]>> records,
            Listener listener)
            implements Handover.Task {

        @Override
        public void run() {
            channel.runOnSendingThread(producer -> {
                        for (int i = 0; i < records.size(); i++) {
                            send(producer, i);
                        }
                    })
                    .subscribe()
                    .with(done -> {}, this::refused);
        }

        private void send(Producer<byte[], byte[]> producer, int index) {
            try {
                var unused = producer.send(
                        records.get(index),
                        (stored, thrown) -> listener.outcome(index, KafkaFailures.outcome(topic, stored, thrown)));
            } catch (RuntimeException thrown) {
                listener.outcome(index, Outcome.of(notWritten(thrown)));
            }
        }

        @Override
        public void refused(Throwable thrown) {
            for (int i = 0; i < records.size(); i++) {
                listener.outcome(i, Outcome.of(notWritten(thrown)));
            }
        }
    }

    /** A producer that throws before it buffers a record has not written it. */
    private static Failure notWritten(Throwable thrown) {
        return new Failure(Failure.Kind.UNAVAILABLE, "The producer takes no records: " + thrown.getMessage(), thrown);
    }
}
