package dev.weir.reading;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.model.Failure.Kind;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Maps exceptions that only consumers throw; {@link KafkaFailures} has those of all clients. */
public final class ConsumerFailures {

    private ConsumerFailures() {}

    /** Maps the failure of a poll or of another read of a consumer. */
    public static Failure ofRead(Throwable thrown) {
        var cause = KafkaFailures.causeOf(thrown);
        var words = cause.getMessage();
        if (cause instanceof FencedInstanceIdException) {
            return fenced(cause);
        }
        if (cause instanceof InvalidOffsetException nowhere) {
            var where =
                    nowhere.partitions().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
            return new Failure(
                    Kind.UNPROCESSABLE,
                    "There is no offset to read %s from, and auto.offset.reset is none; set one under positions"
                            .formatted(where),
                    cause);
        }
        if (cause instanceof InconsistentGroupProtocolException || cause instanceof GroupMaxSizeReachedException) {
            return new Failure(Kind.CONFLICT, "The group does not take this member: " + words, cause);
        }
        if (KafkaFailures.isControllerEndpoint(cause)) {
            return KafkaFailures.ofRead(cause);
        }
        if (cause instanceof UnsupportedVersionException || cause instanceof InvalidSessionTimeoutException) {
            return new Failure(Kind.UNPROCESSABLE, "Kafka does not take this member: " + words, cause);
        }
        return KafkaFailures.ofRead(cause);
    }

    /**
     * Calls a consumer, on its thread.
     *
     * @throws Failure as {@link #ofRead} maps the exception of the consumer
     */
    public static <T> T translating(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException refused) {
            throw ofRead(refused);
        }
    }

    /** Maps the failure of a commit. */
    public static Failure ofCommit(Throwable thrown) {
        var cause = KafkaFailures.causeOf(thrown);
        if (cause instanceof FencedInstanceIdException) {
            return fenced(cause);
        }
        if (cause instanceof CommitFailedException) {
            return new Failure(
                    Kind.CONFLICT,
                    "Kafka refuses the commit, because the group has meanwhile given the partitions to others, or has "
                            + "members that this one is not among",
                    cause);
        }
        if (cause instanceof TimeoutException) {
            return new Failure(
                    Kind.UNKNOWN_OUTCOME, "Kafka did not confirm the commit in time; it may have been done", cause);
        }
        if (cause.getCause() instanceof UnknownTopicOrPartitionException) {
            return new Failure(
                    Kind.NOT_FOUND, "A topic or partition of the commit is not there; nothing was committed", cause);
        }
        return isPassing(cause)
                ? new Failure(Kind.UNAVAILABLE, "The group is not ready for a commit", cause)
                : KafkaFailures.ofWrite(cause);
    }

    private static Failure fenced(Throwable cause) {
        return new Failure(
                Kind.UNAVAILABLE,
                "Another node goes on with this consumer instance, and this one has nothing more to say about it",
                cause);
    }

    /** Whether the same commit may do better in a moment. */
    public static boolean isPassing(Throwable thrown) {
        var cause = KafkaFailures.causeOf(thrown);
        return cause instanceof RetriableCommitFailedException
                || cause instanceof RebalanceInProgressException
                || cause instanceof StaleMemberEpochException;
    }
}
