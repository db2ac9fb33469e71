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

/** What each exception means on the command line: the one place that makes a sentence and an exit code of it. */
public final class CliExceptionMapper {

    private CliExceptionMapper() {}

    /**
     * What to tell and how to end.
     *
     * @param brokers where Kafka was looked for
     */
    public static CliException of(Throwable thrown, String brokers) {
        var cause = unwrapped(thrown);
        if (cause instanceof CliException told) {
            return told;
        }
        if (cause instanceof Failure failure) {
            return ofFailure(failure, brokers);
        }
        var config = configException(cause);
        if (config != null) {
            return new CliException(
                    ExitCode.USAGE, "Kafka's client refuses its settings: " + RootCause.of(config), config);
        }
        if (isOfSettings(cause)) {
            return new CliException(
                    ExitCode.USAGE,
                    "Kafka's client can do nothing with its settings (--config, --context): " + RootCause.of(cause),
                    cause);
        }
        return cause instanceof KafkaException
                ? ofFailure(KafkaFailures.ofRead(cause), brokers)
                : new CliException(ExitCode.FAILED, "Something went wrong in kafka-cli itself: " + cause, cause);
    }

    /** Whether Kafka gave no answer, for which there may be a reason that its client does not know. */
    public static boolean isOfSilence(CliException failure) {
        return failure.getCause() instanceof Failure silence
                && (silence.kind() == Failure.Kind.UNAVAILABLE || silence.kind() == Failure.Kind.UNKNOWN_OUTCOME)
                && !(silence.getCause() instanceof AuthenticationException)
                && !(silence.getCause() instanceof AuthorizationException);
    }

    /** Whether what was asked for may have been done. */
    public static boolean isOfUnknownOutcome(CliException failure) {
        return failure.getCause() instanceof Failure silence && silence.kind() == Failure.Kind.UNKNOWN_OUTCOME;
    }

    private static CliException ofFailure(Failure failure, String brokers) {
        return new CliException(exitOf(failure.kind()), sentence(failure, brokers), failure);
    }

    private static ExitCode exitOf(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> ExitCode.USAGE;
            case NOT_FOUND -> ExitCode.UNKNOWN_TOPIC;
            case UNAVAILABLE -> ExitCode.UNREACHABLE;
            case UNPROCESSABLE,
                    UNSUPPORTED,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    CONFLICT,
                    TOO_LARGE,
                    TOO_MANY,
                    TOO_SLOW,
                    MISDIRECTED,
                    UNKNOWN_OUTCOME,
                    INTERNAL -> ExitCode.FAILED;
        };
    }

    private static String sentence(Failure failure, String brokers) {
        var cause = failure.getCause();
        if (cause instanceof AuthenticationException) {
            return "Kafka at %s does not let us in: %s. See --config and --context"
                    .formatted(brokers, RootCause.of(cause));
        }
        if (failure.kind() == Failure.Kind.UNAVAILABLE && cause instanceof TimeoutException) {
            return "Kafka at %s did not answer in time".formatted(brokers);
        }
        if (failure.kind() == Failure.Kind.INTERNAL && cause != null) {
            return "Kafka's client failed: " + RootCause.of(cause);
        }
        // The places are those of a request's body, which nobody has seen here.
        return failure.details().isEmpty()
                ? failure.getMessage()
                : failure.details().get(0).replaceFirst("^\\$\\.?", "");
    }

    /** Whether a client could not even be made: nothing of Kafka was asked by then. */
    private static boolean isOfSettings(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            var words = String.valueOf(cause.getMessage());
            if (cause instanceof KafkaException
                    && (words.startsWith("Failed to create new ") || words.startsWith("Failed to construct kafka "))) {
                return true;
            }
        }
        return false;
    }

    private static ConfigException configException(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException config) {
                return config;
            }
        }
        return null;
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
