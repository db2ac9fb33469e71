package dev.weir.cli;

import dev.weir.cli.connection.CliExceptionMapper;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.BrokenPipeException;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Writes one sentence to standard error for each failure of a command, and returns the exit code. */
final class FailureReporter {

    private static final Pattern SENTENCE_END = Pattern.compile("[.?!]$");

    private final CliConsole console;

    FailureReporter(CliConsole console) {
        this.console = console;
    }

    int report(CliException failure) {
        console.notice("kafka-cli: " + Printable.escape(failure.getMessage()));
        return failure.exitCode().code();
    }

    /** Called by picocli for arguments that do not fit the command. */
    int onInvalidArguments(ParameterException invalid) {
        if (invalid.getCause() instanceof CliException failure) {
            return report(failure);
        }
        if (invalid.getCause() instanceof Failure failure) {
            return report(CliException.usage(failure.getMessage()));
        }
        var problem = invalid instanceof UnmatchedArgumentException unmatched
                ? UnmatchedArguments.problem(unmatched)
                : Printable.escape(invalid.getMessage());
        return report(CliException.usage("%s See '%s --help'"
                .formatted(
                        SENTENCE_END.matcher(problem).find() ? problem : problem + ".",
                        invalid.getCommandLine().getCommandSpec().qualifiedName())));
    }

    /** Called by picocli for an exception of the command. */
    int onException(Exception thrown, CommandLine command) {
        if (console.isOutputFailure(thrown)) {
            // The flush after every command reports it.
            return ExitCode.FAILED.code();
        }
        flushData();
        var connection = connectionOf(command);
        if (connection == null) {
            return report(CliExceptionMapper.of(thrown, "Kafka"));
        }
        var failure = diagnosed(thrown, connection);
        if (connection.isVerbose() && failure.getCause() != null) {
            console.notice(connection.withoutSecrets(Printable.escape("caused by " + failure.getCause())));
        }
        return report(new CliException(failure.exitCode(), connection.withoutSecrets(failure.getMessage())));
    }

    /** Diagnoses a missing answer, which takes up to a second: the client reports only its timeout. */
    private static CliException diagnosed(Exception thrown, ConnectionOptions connection) {
        var failure = CliExceptionMapper.of(thrown, connection.brokers());
        if (!CliExceptionMapper.isNoAnswer(failure)) {
            return failure;
        }
        return connection
                .diagnosis()
                .map(reason -> CliExceptionMapper.isUnknownOutcome(failure)
                        ? new CliException(
                                reason.exitCode(),
                                reason.getMessage() + ". The operation may still have been executed",
                                reason.getCause())
                        : reason)
                .orElse(failure);
    }

    /** Writes data before the message; if that fails, the flush after every command reports it. */
    private void flushData() {
        try {
            console.flush();
        } catch (BrokenPipeException | CliException unwritable) {
            return;
        }
    }

    private static ConnectionOptions connectionOf(CommandLine command) {
        return command.getMixins().values().stream()
                .map(mixin -> mixin instanceof ConnectionOptions connection ? connection : null)
                .filter(connection -> connection != null)
                .findFirst()
                .orElse(null);
    }
}
