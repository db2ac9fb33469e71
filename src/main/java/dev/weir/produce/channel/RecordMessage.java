package dev.weir.produce.channel;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender.Listener;
import dev.weir.model.TopicName;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * The message of a single record, whose acknowledgement is the outcome of the record.
 *
 * <p>The connector acknowledges it on the producer's I/O thread.
 */
final class RecordMessage implements Message<ProducerRecord<byte[], byte[]>> {

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    private final TopicName topic;
    private final ProducerRecord<byte[], byte[]> record;
    private final Listener listener;
    private final OutgoingMessageMetadata<RecordMetadata> stored = new OutgoingMessageMetadata<>();
    private final Metadata metadata = Metadata.of(stored);
    /** The connector rejects a message whose acknowledgement has thrown. */
    private final AtomicBoolean known = new AtomicBoolean();

    RecordMessage(TopicName topic, ProducerRecord<byte[], byte[]> record, Listener listener) {
        this.topic = topic;
        this.record = record;
        this.listener = listener;
    }

    @Override
    public ProducerRecord<byte[], byte[]> getPayload() {
        return record;
    }

    @Override
    public Metadata getMetadata() {
        return metadata;
    }

    /** The connector asks for several types for each record; the default looks through the metadata each time. */
    @Override
    public <M> Optional<M> getMetadata(Class<? extends M> type) {
        return type == OutgoingMessageMetadata.class ? Optional.of(type.cast(stored)) : Optional.empty();
    }

    @Override
    public Function<Metadata, CompletionStage<Void>> getAckWithMetadata() {
        return acknowledged -> report(null);
    }

    @Override
    public BiFunction<Throwable, Metadata, CompletionStage<Void>> getNackWithMetadata() {
        return (thrown, rejected) -> report(thrown);
    }

    /** Reports the outcome, the first time only. */
    CompletionStage<Void> report(Throwable thrown) {
        if (known.compareAndSet(false, true)) {
            listener.outcome(0, KafkaFailures.outcome(topic, stored.getResult(), thrown));
        }
        return DONE;
    }
}
