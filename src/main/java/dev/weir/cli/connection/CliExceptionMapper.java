package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.diagnosis.RootCause;
import dev.weir.model.Failure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Maps each exception to a message and an exit code; the only place that does. */
public final class CliExceptionMapper {

    private CliExceptionMapper() {}

    /**
     * Maps an exception.
     *
     * @param brokers the addresses that the command used
     */
    public static CliException of(Throwable thrown, String brokers) {
        var cause = unwrapped(thrown);
        if (cause instanceof CliException mapped) {
            return mapped;
        }
        if (cause instanceof Failure failure) {
            return ofFailure(failure, brokers);
        }
        var config = RootCause.causes(cause)
                .filter(ConfigException.class::isInstance)
                .findFirst();
        if (config.isPresent()) {
            return new CliException(
                    ExitCode.USAGE, "Kafka's client rejects its settings: " + RootCause.of(config.get()), config.get());
        }
        if (isClientCreation(cause)) {
            return new CliException(
                    ExitCode.USAGE,
                    "Kafka's client cannot be created with these settings (--config, --context): "
                            + RootCause.of(cause),
                    cause);
        }
        return cause instanceof KafkaException
                ? ofFailure(KafkaFailures.ofRead(cause), brokers)
                : new CliException(ExitCode.FAILED, "Internal error of kafka-cli: " + cause, cause);
    }

    /** Whether Kafka did not answer, for a reason that its client does not report. */
    public static boolean isNoAnswer(CliException failure) {
        return failure.getCause() instanceof Failure noAnswer
                && (noAnswer.kind() == Failure.Kind.UNAVAILABLE || noAnswer.kind() == Failure.Kind.UNKNOWN_OUTCOME)
                && !(noAnswer.getCause() instanceof AuthenticationException)
                && !(noAnswer.getCause() instanceof AuthorizationException);
    }

    /** Whether Kafka may have executed the operation. */
    public static boolean isUnknownOutcome(CliException failure) {
        return failure.getCause() instanceof Failure noAnswer && noAnswer.kind() == Failure.Kind.UNKNOWN_OUTCOME;
    }

    private static CliException ofFailure(Failure failure, String brokers) {
        return new CliException(exitCodeOf(failure.kind()), message(failure, brokers), failure);
    }

    private static ExitCode exitCodeOf(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> ExitCode.USAGE;
            case NOT_FOUND -> ExitCode.UNKNOWN_TOPIC;
            case UNAVAILABLE -> ExitCode.UNREACHABLE;
            case UNPROCESSABLE,
                    UNSUPPORTED,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    CONFLICT,
                    PRECONDITION_FAILED,
                    TOO_LARGE,
                    TOO_MANY,
                    TOO_SLOW,
                    MISDIRECTED,
                    UNKNOWN_OUTCOME,
                    INTERNAL -> ExitCode.FAILED;
        };
    }

    private static String message(Failure failure, String brokers) {
        var cause = failure.getCause();
        if (cause instanceof AuthenticationException) {
            return "Authentication at Kafka (%s) failed: %s. See --config and --context"
                    .formatted(brokers, RootCause.of(cause));
        }
        if (failure.kind() == Failure.Kind.UNAVAILABLE && cause instanceof TimeoutException) {
            return "Kafka at %s did not answer in time".formatted(brokers);
        }
        if (failure.kind() == Failure.Kind.INTERNAL && cause != null) {
            return "Kafka's client failed: " + RootCause.of(cause);
        }
        // Details begin with a JSON path of the request body, which the command line does not have.
        return failure.details().isEmpty()
                ? failure.getMessage()
                : failure.details().get(0).replaceFirst("^\\$\\.?", "");
    }

    /** Whether the constructor of a client failed, before it connected to Kafka. */
    private static boolean isClientCreation(Throwable thrown) {
        return RootCause.causes(thrown)
                .filter(KafkaException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(message -> message.startsWith("Failed to create new ")
                        || message.startsWith("Failed to construct kafka "));
    }

    private static Throwable unwrapped(Throwable thrown) {
        var inner = thrown;
        while (inner.getCause() != null
                && (inner instanceof CompletionException || inner instanceof ExecutionException)) {
            inner = inner.getCause();
        }
        return inner;
    }
}
