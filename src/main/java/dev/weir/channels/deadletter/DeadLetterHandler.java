package dev.weir.channels.deadletter;

import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/** Stores the records of one channel that could not be handled, then acknowledges them. */
final class DeadLetterHandler implements KafkaFailureHandler {

    private static final Logger LOG = Logger.getLogger(DeadLetterHandler.class);
    private static final String SUFFIX = ".dead";
    private static final Duration MIN_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

    private final TopicName topic;
    private final Reserializer keys;
    private final Reserializer values;
    private final DeadLetterStore store;
    private final Map<String, String> waiting;
    private volatile boolean closed;

    /**
     * Dead letters of a channel.
     *
     * @param topic null for the topic of each record with a suffix
     * @param waiting has the reason of each dead letter that waits to be stored, by its origin
     */
    DeadLetterHandler(
            TopicName topic,
            Reserializer keys,
            Reserializer values,
            DeadLetterStore store,
            Map<String, String> waiting) {
        this.topic = topic;
        this.keys = keys;
        this.values = values;
        this.store = store;
        this.waiting = waiting;
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
        var target = topic == null ? topicOf(record.getTopic()) : topic;
        var letter = DeadLetter.of(target, record, keys, values, reason);
        return Uni.createFrom()
                .completionStage(() -> store.store(letter))
                .onFailure()
                .invoke(thrown -> {
                    waiting.put(letter.origin(), String.valueOf(thrown.getMessage()));
                    LOG.errorf(
                            "The dead letter of %s cannot be stored in %s, and its channel waits: %s",
                            letter.origin(), letter.topic().value(), thrown.getMessage());
                })
                .onFailure(thrown -> !closed)
                .retry()
                .withBackOff(MIN_BACKOFF, MAX_BACKOFF)
                .indefinitely()
                .onItemOrFailure()
                .invoke((done, thrown) -> waiting.remove(letter.origin()))
                .invoke(() -> LOG.warnf(
                        "%s became a dead letter in %s: %s",
                        letter.origin(), letter.topic().value(), ExceptionText.of(reason)))
                .chain(() -> Uni.createFrom().completionStage(record::ack))
                .emitOn(record::runOnMessageContext);
    }

    @Override
    public void terminate() {
        closed = true;
    }

    /**
     * The topic of a channel that names none: the topic of the record and a suffix, shortened where that is too long.
     */
    private static TopicName topicOf(String origin) {
        int maxLength = TopicName.MAX_LENGTH - SUFFIX.length();
        if (origin.length() <= maxLength) {
            return new TopicName(origin + SUFFIX);
        }
        var hash = "-%08x".formatted(origin.hashCode());
        return new TopicName(origin.substring(0, maxLength - hash.length()) + hash + SUFFIX);
    }
}
