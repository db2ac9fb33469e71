package dev.weir.cli;

import dev.weir.kafka.Answers;
import dev.weir.model.Failure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What each exception means on the command line: the one place that makes a sentence and an exit code of it. */
final class Complaints {

    private Complaints() {}

    /**
     * What to tell and how to end.
     *
     * @param brokers where Kafka was looked for
     */
    static CliFailure of(Throwable thrown, String brokers) {
        var cause = unwrapped(thrown);
        if (cause instanceof CliFailure told) {
            return told;
        }
        if (cause instanceof Failure failure) {
            return ofFailure(failure, brokers);
        }
        var config = configException(cause);
        if (config != null) {
            return new CliFailure(Exit.USAGE, "Kafka's client refuses its settings: " + config.getMessage(), config);
        }
        return cause instanceof KafkaException
                ? ofFailure(Answers.toQuestion(cause), brokers)
                : new CliFailure(Exit.FAILED, "Something went wrong in kafka-cli itself: " + cause, cause);
    }

    private static CliFailure ofFailure(Failure failure, String brokers) {
        return new CliFailure(exitOf(failure.kind()), sentence(failure, brokers), failure);
    }

    private static Exit exitOf(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> Exit.USAGE;
            case NOT_FOUND -> Exit.UNKNOWN_TOPIC;
            case UNAVAILABLE -> Exit.UNREACHABLE;
            case UNPROCESSABLE,
                    UNSUPPORTED,
                    FORBIDDEN,
                    CONFLICT,
                    TOO_LARGE,
                    TOO_MANY,
                    TOO_SLOW,
                    MISDIRECTED,
                    UNKNOWN_OUTCOME,
                    INTERNAL -> Exit.FAILED;
        };
    }

    private static String sentence(Failure failure, String brokers) {
        var cause = failure.getCause();
        if (cause instanceof AuthenticationException) {
            return "Kafka at %s does not let us in: %s. See --config and --context"
                    .formatted(brokers, cause.getMessage());
        }
        if (failure.kind() == Failure.Kind.UNAVAILABLE && cause instanceof TimeoutException) {
            return ("Somebody listens at %s, but did not answer as Kafka does in time. Is that a broker, does it want TLS or"
                            + " SASL (--config), and can the address that it gives out be reached from here?")
                    .formatted(brokers);
        }
        // The places are those of a request's body, which nobody has seen here.
        return failure.details().isEmpty()
                ? failure.getMessage()
                : failure.details().get(0).replaceFirst("^\\$\\.?", "");
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
