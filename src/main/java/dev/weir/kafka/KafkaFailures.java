package dev.weir.kafka;

import dev.weir.kafka.diagnosis.RootCause;
import dev.weir.model.Failure;
import dev.weir.model.Failure.Kind;
import dev.weir.model.NotFound;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ReassignmentInProgressException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Maps Kafka's exceptions to failures; the only place that does.
 *
 * <p>Wrappers of futures and of the messaging connector are unwrapped. An exception that leaves open whether something
 * was done is {@link Kind#UNKNOWN_OUTCOME}, never {@link Kind#UNAVAILABLE}.
 */
public final class KafkaFailures {

    /** The kind of some exceptions, and of those that extend them. */
    private record ExceptionKind(Kind kind, List<Class<?>> types) {

        /** The first that has an exception decides. */
        private static final List<ExceptionKind> ALL = List.of(
                new ExceptionKind(Kind.UNAVAILABLE, ClusterAuthorizationException.class, AuthenticationException.class),
                new ExceptionKind(
                        Kind.NOT_FOUND, UnknownTopicOrPartitionException.class, GroupIdNotFoundException.class),
                new ExceptionKind(Kind.FORBIDDEN, AuthorizationException.class, TopicDeletionDisabledException.class),
                new ExceptionKind(
                        Kind.CONFLICT,
                        TopicExistsException.class,
                        GroupNotEmptyException.class,
                        GroupSubscribedToTopicException.class,
                        UnknownMemberIdException.class,
                        RebalanceInProgressException.class,
                        ReassignmentInProgressException.class),
                new ExceptionKind(Kind.TOO_MANY, ThrottlingQuotaExceededException.class),
                new ExceptionKind(Kind.TOO_LARGE, RecordTooLargeException.class, RecordBatchTooLargeException.class),
                new ExceptionKind(
                        Kind.INVALID,
                        InvalidTopicException.class,
                        InvalidTimestampException.class,
                        InvalidGroupIdException.class),
                new ExceptionKind(
                        Kind.UNPROCESSABLE,
                        InvalidPartitionsException.class,
                        InvalidReplicationFactorException.class,
                        InvalidReplicaAssignmentException.class,
                        InvalidConfigurationException.class,
                        InvalidRecordException.class,
                        InvalidRequestException.class,
                        OffsetOutOfRangeException.class,
                        PolicyViolationException.class,
                        UnsupportedVersionException.class),
                // The latter is the timeout of a future that waits for Kafka.
                new ExceptionKind(
                        Kind.UNKNOWN_OUTCOME, ApiException.class, java.util.concurrent.TimeoutException.class));

        ExceptionKind(Kind kind, Class<?>... types) {
            this(kind, List.of(types));
        }

        static Kind of(Throwable cause) {
            return ALL.stream()
                    .filter(each -> each.types.stream().anyMatch(type -> type.isInstance(cause)))
                    .map(ExceptionKind::kind)
                    .findFirst()
                    .orElse(Kind.INTERNAL);
        }
    }

    private KafkaFailures() {}

    /** Maps a failed read: when Kafka does not respond, it is unavailable. */
    public static Failure ofRead(Throwable thrown) {
        var failure = ofWrite(thrown);
        return failure.kind() == Kind.UNKNOWN_OUTCOME
                ? new Failure(Kind.UNAVAILABLE, "Kafka did not answer in time", failure.getCause())
                : failure;
    }

    /** Maps a failed read of one topic, and names the topic where the broker's message does not. */
    public static Failure ofRead(Throwable thrown, TopicName topic) {
        var failure = ofRead(thrown);
        return failure.kind() == Kind.FORBIDDEN && !failure.getMessage().contains(topic.value())
                ? new Failure(Kind.FORBIDDEN, "Topic '" + topic + "': " + failure.getMessage(), failure.getCause())
                : failure;
    }

    /** Maps a failed write, which may have taken effect. */
    public static Failure ofWrite(Throwable thrown) {
        var cause = causeOf(thrown);
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (isControllerEndpoint(cause)) {
            return new Failure(
                    Kind.UNAVAILABLE,
                    "The address of Kafka is that of a KRaft controller, which has no topics; name the address of a broker",
                    cause);
        }
        var kind = isClosedClient(cause) ? Kind.UNKNOWN_OUTCOME : ExceptionKind.of(cause);
        return new Failure(kind, sentenceOf(kind, cause), cause);
    }

    /** Maps a failed request about one topic; where Kafka does not have it, the message names it. */
    public static Failure ofTopic(Throwable thrown, TopicName topic) {
        var failure = ofWrite(thrown);
        return failure.kind() == Kind.NOT_FOUND ? NotFound.topic(topic.value(), failure.getCause()) : failure;
    }

    /**
     * Maps a failed send.
     *
     * <p>A producer that gave up before it accepted the record, without metadata or memory, has written nothing.
     */
    public static Failure ofSend(Throwable thrown) {
        var cause = causeOf(thrown);
        if (cause instanceof BufferExhaustedException
                || (cause instanceof TimeoutException
                        && String.valueOf(cause.getMessage()).contains("not present in metadata"))) {
            return new Failure(Kind.UNAVAILABLE, "Kafka cannot take the record now: " + cause.getMessage(), cause);
        }
        // The client's message for the valid records of a batch that the broker has rejected as a whole.
        if (String.valueOf(cause.getMessage()).contains("part of a batch which had one more more invalid records")) {
            return new Failure(
                    Kind.UNAVAILABLE,
                    "Kafka has refused a batch for the sake of another record in it; this one was not written, send it again",
                    cause);
        }
        var failure = ofWrite(cause);
        // The client throws its base class where it drops records that it had accepted, for instance when it is closed.
        return failure.kind() == Kind.INTERNAL && cause instanceof KafkaException
                ? new Failure(Kind.UNKNOWN_OUTCOME, sentenceOf(Kind.UNKNOWN_OUTCOME, cause), cause)
                : failure;
    }

    /**
     * The outcome of a record, from the producer's callback.
     *
     * @param topic to which the record was sent
     * @param stored partition and offset; used when nothing was thrown
     * @param thrown the reason of the failure; null for a stored record
     */
    public static Outcome outcome(TopicName topic, RecordMetadata stored, Throwable thrown) {
        if (thrown != null) {
            return Outcome.of(ofSend(thrown));
        }
        return Outcome.of(new StoredRecord(
                topic,
                stored.partition(),
                stored.hasOffset() ? stored.offset() : null,
                stored.hasTimestamp() ? stored.timestamp() : null));
    }

    /** Whether Kafka rejects the credentials; a new client reads them again. */
    static boolean isAuthenticationFailure(Throwable thrown) {
        return causeOf(thrown) instanceof AuthenticationException;
    }

    /** Whether a client requested metadata from a KRaft controller. */
    public static boolean isControllerEndpoint(Throwable cause) {
        return cause instanceof UnsupportedVersionException
                && String.valueOf(cause.getMessage()).contains("does not support METADATA");
    }

    /** Whether the thread of an admin client has ended, after which the client is useless. */
    static boolean isClosedClient(Throwable thrown) {
        return RootCause.causes(thrown)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(message -> message.contains("AdminClient thread has exited")
                        || message.contains("AdminClient is closing"));
    }

    /** Kafka's message, if there is one; the name of the class is for the log. */
    private static String sentenceOf(Kind kind, Throwable cause) {
        var message = cause.getMessage();
        return switch (kind) {
            case INTERNAL -> "Something went wrong in Weir itself";
            case UNKNOWN_OUTCOME ->
                "Kafka did not confirm in time; it may have been done, once"
                        + (message == null ? "" : ". Kafka's client says: " + message);
            case TOO_LARGE -> tooLarge(message);
            default -> message == null ? "Kafka refused and did not say why" : message;
        };
    }

    /** The client's message has its limit, that of a broker has not. */
    private static String tooLarge(String message) {
        return message == null || !message.contains("max.request.size")
                ? "The record is larger than its topic takes; the limit is the topic's max.message.bytes"
                        + (message == null ? "" : ". Kafka says: " + message)
                : message;
    }

    /** The exception of Kafka's client, without the wrappers of futures and of the connector. */
    public static Throwable causeOf(Throwable thrown) {
        var inner = thrown;
        while (inner.getCause() != null && isWrapper(inner)) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                // The admin client says with its base class in which step of a request a timeout happened.
                || (thrown.getClass() == KafkaException.class && thrown.getCause() instanceof KafkaException)
                || (thrown instanceof IllegalStateException
                        && String.valueOf(thrown.getMessage()).startsWith("Retries exhausted"));
    }
}
