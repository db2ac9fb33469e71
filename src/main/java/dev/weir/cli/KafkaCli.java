package dev.weir.cli;

import dev.weir.cli.connection.CliExceptionMapper;
import dev.weir.cli.connection.ClientLog;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.legacy.LegacySyntax;
import dev.weir.cli.terminal.BrokenPipeException;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ConsoleWriter;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.ProcessArguments;
import dev.weir.cli.terminal.StandardStreams;
import dev.weir.cli.terminal.Text;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.RawText;
import dev.weir.model.Failure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;

/** The program {@code kafka-cli}: finds the command, runs it, and says in one sentence why it failed. */
public final class KafkaCli {

    /** Set by the script when it has no archive of classes yet. */
    private static final String ARCHIVING = "weir.cli.archiving";

    private static final Pattern FULL_STOP = Pattern.compile("[.?!]$");

    private final CliConsole console;

    KafkaCli(CliConsole console) {
        this.console = console;
    }

    /** Ends the process with the exit code of the command. */
    public static void main(String... arguments) {
        var streams = StandardStreams.ofProcess();
        ProcessArguments.nameDirectory();
        System.setErr(new PrintStream(streams.err(), true, StandardCharsets.UTF_8));
        var console = CliConsole.of(streams);
        ClientLog.takeOver();
        if (System.getProperty(ARCHIVING) != null) {
            CdsTraining.run(console);
        }
        ClassPreloader.begin();
        System.exit(new KafkaCli(console).runAsGiven(arguments));
    }

    private int runAsGiven(String... arguments) {
        try {
            return run(ProcessArguments.arguments(arguments).toArray(String[]::new));
        } catch (CliException lost) {
            return told(lost);
        }
    }

    /** Runs a command and returns its exit code; for whoever wants to go on afterwards, as tests do. */
    int run(String... arguments) {
        try {
            var spelled = new LegacySyntax(console, new CommandTree(console)).modern(List.of(arguments));
            int code = commandLine(spelled).execute(spelled.toArray(String[]::new));
            console.flush();
            return code;
        } catch (BrokenPipeException enough) {
            return ExitCode.OK.code();
        } catch (CliException failure) {
            return told(failure);
        }
    }

    private CommandLine commandLine(List<String> arguments) {
        return new CommandTree(console)
                .commandLine(arguments)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(RawText.class, RawText::new)
                .registerConverter(FileArgument.class, FileArgument::of)
                .registerConverter(String.class, RawText::utf8)
                // A time is written @1h-ago.
                .setExpandAtFiles(false)
                .setColorScheme(Help.defaultColorScheme(console.isColoured() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setOut(new ConsoleWriter(console))
                .setParameterExceptionHandler((wrong, given) -> refuse(wrong))
                .setExecutionExceptionHandler((thrown, command, parsed) -> complain(thrown, command));
    }

    private int refuse(ParameterException wrong) {
        if (wrong.getCause() instanceof CliException failure) {
            return told(failure);
        }
        if (wrong.getCause() instanceof Failure failure) {
            return told(CliException.usage(failure.getMessage()));
        }
        var command = wrong.getCommandLine();
        return told(CliException.usage("%s. '%s --help' shows what there is"
                .formatted(
                        FULL_STOP.matcher(Text.onOneLine(wrong.getMessage())).replaceFirst(""),
                        command.getCommandSpec().qualifiedName())));
    }

    private int complain(Exception thrown, CommandLine command) {
        if (console.isReasonFor(thrown)) {
            // The flush behind every command says it, once.
            return ExitCode.FAILED.code();
        }
        flushBeforeWords();
        var connection = connectionOf(command);
        var failure = connection == null ? CliExceptionMapper.of(thrown, "Kafka") : explained(thrown, connection);
        if (connection != null && connection.isVerbose() && failure.getCause() != null) {
            console.say(connection.withoutSecrets(Text.onOneLine("caused by " + failure.getCause())));
        }
        return told(
                connection == null
                        ? failure
                        : new CliException(failure.exit(), connection.withoutSecrets(failure.getMessage())));
    }

    /** Of a client that got no answer, the reason is worth a second: it says only that its time is up. */
    private static CliException explained(Exception thrown, ConnectionOptions connection) {
        var failure = CliExceptionMapper.of(thrown, connection.brokers());
        if (!CliExceptionMapper.isOfSilence(failure)) {
            return failure;
        }
        return connection
                .diagnosis()
                .map(found -> CliExceptionMapper.isOfUnknownOutcome(failure)
                        ? new CliException(
                                found.exit(),
                                found.getMessage() + ". What was asked for may have been done all the same",
                                found.getCause())
                        : found)
                .orElse(failure);
    }

    /** Where it cannot be written, the flush behind every command says so, after the words about what went wrong. */
    private void flushBeforeWords() {
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

    private int told(CliException failure) {
        console.say("kafka-cli: " + Text.onOneLine(failure.getMessage()));
        return failure.exit().code();
    }
}
