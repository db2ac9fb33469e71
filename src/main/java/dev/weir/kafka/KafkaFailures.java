package dev.weir.kafka;

import dev.weir.model.Failure;
import dev.weir.model.Failure.Kind;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
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
import org.apache.kafka.common.errors.GroupAuthorizationException;
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
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.ReassignmentInProgressException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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
                    "The address of Kafka is that of a KRaft controller, which knows no topics; name the address of a broker",
                    cause);
        }
        return failure(isClosedClient(cause) ? Kind.UNKNOWN_OUTCOME : kindOf(cause), cause);
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
        if (isRejectedWithBatch(cause)) {
            return new Failure(
                    Kind.UNAVAILABLE,
                    "Kafka has refused a batch for the sake of another record in it; this one was not written, send it again",
                    cause);
        }
        var failure = ofWrite(cause);
        // The client throws its bare base class where it drops records that it had taken in, for instance when closed.
        return failure.kind() == Kind.INTERNAL && cause instanceof KafkaException
                ? failure(Kind.UNKNOWN_OUTCOME, cause)
                : failure;
    }

    /** The broker takes all of a batch or nothing; to the records that it has nothing against the client says this. */
    private static boolean isRejectedWithBatch(Throwable cause) {
        return String.valueOf(cause.getMessage())
                .contains("it was part of a batch which had one more more invalid records");
    }

    /**
     * The outcome of a record, from the producer's callback.
     *
     * @param stored partition and offset; used when nothing was thrown
     * @param thrown the reason of the failure; null for a stored record
     */
    public static Outcome outcome(RecordMetadata stored, Throwable thrown) {
        if (thrown != null) {
            return Outcome.of(ofSend(thrown));
        }
        return Outcome.of(new StoredRecord(
                new TopicName(stored.topic()),
                stored.partition(),
                stored.hasOffset() ? stored.offset() : null,
                stored.hasTimestamp() ? stored.timestamp() : null));
    }

    private static Failure failure(Kind kind, Throwable cause) {
        return new Failure(kind, sentenceOf(kind, cause), cause);
    }

    private static Kind kindOf(Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof GroupIdNotFoundException) {
            return Kind.NOT_FOUND;
        }
        if (cause instanceof TopicAuthorizationException || cause instanceof GroupAuthorizationException) {
            return Kind.FORBIDDEN;
        }
        if (cause instanceof ClusterAuthorizationException || cause instanceof AuthenticationException) {
            return Kind.UNAVAILABLE;
        }
        if (cause instanceof AuthorizationException || cause instanceof TopicDeletionDisabledException) {
            return Kind.FORBIDDEN;
        }
        if (isConflict(cause)) {
            return Kind.CONFLICT;
        }
        if (cause instanceof ThrottlingQuotaExceededException) {
            return Kind.TOO_MANY;
        }
        if (cause instanceof RecordTooLargeException || cause instanceof RecordBatchTooLargeException) {
            return Kind.TOO_LARGE;
        }
        if (cause instanceof InvalidTopicException
                || cause instanceof InvalidTimestampException
                || cause instanceof InvalidGroupIdException) {
            return Kind.INVALID;
        }
        if (isImpossible(cause)) {
            return Kind.UNPROCESSABLE;
        }
        if (cause instanceof RetriableException || cause instanceof ProducerFencedException) {
            return Kind.UNKNOWN_OUTCOME;
        }
        // The latter is the deadline of a future that waits for Kafka.
        return cause instanceof ApiException || cause instanceof java.util.concurrent.TimeoutException
                ? Kind.UNKNOWN_OUTCOME
                : Kind.INTERNAL;
    }

    private static boolean isConflict(Throwable cause) {
        return cause instanceof TopicExistsException
                || cause instanceof GroupNotEmptyException
                || cause instanceof GroupSubscribedToTopicException
                || cause instanceof UnknownMemberIdException
                || cause instanceof RebalanceInProgressException
                || cause instanceof ReassignmentInProgressException;
    }

    private static boolean isImpossible(Throwable cause) {
        return cause instanceof InvalidPartitionsException
                || cause instanceof InvalidReplicationFactorException
                || cause instanceof InvalidReplicaAssignmentException
                || cause instanceof InvalidConfigurationException
                || cause instanceof InvalidRecordException
                || cause instanceof InvalidRequestException
                || cause instanceof OffsetOutOfRangeException
                || cause instanceof PolicyViolationException
                || cause instanceof UnsupportedVersionException;
    }

    /** Whether Kafka refuses us as a whole, which may be healed by credentials that are read anew. */
    static boolean isAuthenticationFailure(Throwable thrown) {
        return causeOf(thrown) instanceof AuthenticationException;
    }

    /** Whether a client asked a node for metadata that is a controller and no broker. */
    public static boolean isControllerEndpoint(Throwable cause) {
        return cause instanceof UnsupportedVersionException
                && String.valueOf(cause.getMessage()).contains("does not support METADATA");
    }

    /** Whether an admin client said it because its thread has ended, after which it never does anything again. */
    static boolean isClosedClient(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            var words = String.valueOf(cause.getMessage());
            if (words.contains("AdminClient thread has exited") || words.contains("AdminClient is closing")) {
                return true;
            }
        }
        return false;
    }

    /** Kafka's own words where there are any; the name of a class is for the log. */
    private static String sentenceOf(Kind kind, Throwable cause) {
        var words = cause.getMessage();
        return switch (kind) {
            case INTERNAL -> "Something went wrong in Weir itself";
            case UNKNOWN_OUTCOME ->
                "Kafka did not confirm in time; it may have been done, once"
                        + (words == null ? "" : ". Kafka's client says: " + words);
            case TOO_LARGE -> tooLarge(words);
            default -> words == null ? "Kafka refused and did not say why" : words;
        };
    }

    /** The client names its own limit; a broker says that there is one, and not which. */
    private static String tooLarge(String words) {
        return words == null || !words.contains("max.request.size")
                ? "The record is larger than its topic takes; the limit is the topic's max.message.bytes"
                        + (words == null ? "" : ". Kafka says: " + words)
                : words;
    }

    /** The exception that Kafka threw, without what futures and the connector put around it. */
    public static Throwable causeOf(Throwable thrown) {
        var inner = thrown;
        while (inner.getCause() != null && isWrapper(inner)) {
            inner = inner.getCause();
        }
        return inner;
    }

    /**
     * The bare base class says where in the client something happened; what happened is its cause.
     *
     * <p>The admin client wraps so the timeout of a call that takes several steps, such as the listing of groups.
     */
    private static boolean isExplanation(Throwable thrown) {
        return thrown.getClass() == KafkaException.class && thrown.getCause() instanceof KafkaException;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || isExplanation(thrown)
                || (thrown instanceof IllegalStateException
                        && String.valueOf(thrown.getMessage()).startsWith("Retries exhausted"));
    }
}
