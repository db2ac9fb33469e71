package dev.weir.channels;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.PartitionerType;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.TopicCreation;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * Sets aside what could not be handled; the {@code failure-strategy=dead-letter} of incoming channels.
 *
 * <p>A record counts as handled only when its dead letter is on all in-sync replicas. Until then its channel waits: it
 * tries again for as long as it takes, and is not ready. A dead letter topic that is missing is created, with the
 * broker's defaults. See RATIONALE.md, "Dead letters are sent by Weir".
 */
@Identifier(DeadLetterHandlerFactory.STRATEGY)
@Readiness
@ApplicationScoped
class DeadLetterHandlerFactory implements KafkaFailureHandler.Factory, HealthCheck {

    static final String STRATEGY = "dead-letter";

    private static final Logger LOG = Logger.getLogger(DeadLetterHandlerFactory.class);
    private static final String SUFFIX = ".dead";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

    private final RecordSender sender;
    private final TopicCreation topics;
    private final Map<String, String> waiting = new ConcurrentSkipListMap<>();

    DeadLetterHandlerFactory(RecordSender sender, TopicCreation topics) {
        this.sender = sender;
        this.topics = topics;
    }

    @Override
    public KafkaFailureHandler create(
            KafkaConnectorIncomingConfiguration channel,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        return new DeadLetterHandler(
                channel.getDeadLetterQueueTopic().map(TopicName::new).orElse(null),
                Reserializer.of(channel.getKeyDeserializer(), channel.getDeadLetterQueueKeySerializer()),
                Reserializer.of(channel.getValueDeserializer(), channel.getDeadLetterQueueValueSerializer()));
    }

    /** Sets aside records of bytes; a topic of null is that of each record with {@value #SUFFIX} behind it. */
    KafkaFailureHandler ofBytes(String topic) {
        return new DeadLetterHandler(
                topic == null ? null : new TopicName(topic), Reserializer.OF_BYTES, Reserializer.OF_BYTES);
    }

    /** Up while every dead letter could be stored. */
    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("dead letters").status(waiting.isEmpty());
        waiting.forEach(check::withData);
        return check.build();
    }

    /** A letter that is larger than its topic takes becomes a reference to the record, which stays where it is. */
    private CompletionStage<Void> store(DeadLetter letter) {
        return create(letter)
                .exceptionallyCompose(thrown -> is(Failure.Kind.TOO_LARGE, thrown)
                        ? send(letter.reference())
                        : CompletableFuture.failedFuture(thrown));
    }

    private CompletionStage<Void> create(DeadLetter letter) {
        return send(letter)
                .exceptionallyCompose(thrown -> is(Failure.Kind.NOT_FOUND, thrown)
                        ? topics.create(letter.topic()).thenCompose(created -> send(letter))
                        : CompletableFuture.failedFuture(thrown));
    }

    private CompletionStage<Void> send(DeadLetter letter) {
        var batch = new SendRequest(letter.topic(), Acks.ALL, PartitionerType.MURMUR2, List.of(letter.record()));
        var stored = new CompletableFuture<Void>();
        return sender.send(batch, (index, outcome) -> {
                    if (outcome.isStored()) {
                        stored.complete(null);
                    } else {
                        stored.completeExceptionally(outcome.failure());
                    }
                })
                .thenCompose(accepted -> stored);
    }

    private static boolean is(Failure.Kind kind, Throwable thrown) {
        return KafkaFailures.ofSend(thrown).kind() == kind;
    }

    /** The topic of a channel that names none: that of the record with {@value #SUFFIX} behind it, if there is room. */
    private static TopicName topicOf(String origin) {
        int room = TopicName.MAX_LENGTH - SUFFIX.length();
        if (origin.length() <= room) {
            return new TopicName(origin + SUFFIX);
        }
        var mark = "-%08x".formatted(origin.hashCode());
        return new TopicName(origin.substring(0, room - mark.length()) + mark + SUFFIX);
    }

    /** The dead letters of one channel. */
    private final class DeadLetterHandler implements KafkaFailureHandler {

        private final TopicName topic;
        private final Reserializer keys;
        private final Reserializer values;
        private volatile boolean closed;

        DeadLetterHandler(TopicName topic, Reserializer keys, Reserializer values) {
            this.topic = topic;
            this.keys = keys;
            this.values = values;
        }

        @Override
        public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
            if (reason instanceof ShutdownException) {
                return Uni.createFrom().failure(reason);
            }
            var target = topic == null ? topicOf(record.getTopic()) : topic;
            var letter = DeadLetter.of(target, record, keys, values, reason);
            return Uni.createFrom()
                    .completionStage(() -> store(letter))
                    .onFailure()
                    .invoke(thrown -> {
                        waiting.put(letter.origin(), String.valueOf(thrown.getMessage()));
                        LOG.errorf(
                                "%s cannot be set aside in %s, and its channel waits: %s",
                                letter.origin(), letter.topic().value(), thrown.getMessage());
                    })
                    .onFailure(thrown -> !closed)
                    .retry()
                    .withBackOff(FIRST_PAUSE, MAX_BACKOFF)
                    .indefinitely()
                    .onItemOrFailure()
                    .invoke((done, thrown) -> waiting.remove(letter.origin()))
                    .invoke(() -> LOG.warnf(
                            "%s was set aside in %s: %s",
                            letter.origin(), letter.topic().value(), ExceptionText.of(reason)))
                    .chain(() -> Uni.createFrom().completionStage(record::ack))
                    .emitOn(record::runOnMessageContext);
        }

        @Override
        public void terminate() {
            closed = true;
        }
    }
}
