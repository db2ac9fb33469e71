package dev.weir.cli;

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

    private final Console console;

    KafkaCli(Console console) {
        this.console = console;
    }

    /** Ends the process with the exit code of the command. */
    public static void main(String... arguments) {
        ClientLog.takeOver();
        if (System.getProperty(ARCHIVING) != null) {
            WarmUp.run();
        }
        HeadStart.begin();
        System.exit(new KafkaCli(Console.ofProcess()).run(arguments));
    }

    /** Runs a command and returns its exit code; for whoever wants to go on afterwards, as tests do. */
    int run(String... arguments) {
        try {
            var spelled = new OldSpelling(console).modern(List.of(arguments));
            int code = commandLine(spelled).execute(spelled.toArray(String[]::new));
            console.flush();
            return code;
        } catch (BrokenPipe enough) {
            return Exit.OK.code();
        } catch (CliFailure failure) {
            return told(failure);
        }
    }

    private CommandLine commandLine(List<String> arguments) {
        return new Verbs(console)
                .commandLine(arguments)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A time is written @1h-ago.
                .setExpandAtFiles(false)
                .setColorScheme(Help.defaultColorScheme(console.isColoured() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setOut(new ConsoleWriter(console))
                .setParameterExceptionHandler((wrong, given) -> refuse(wrong))
                .setExecutionExceptionHandler((thrown, command, parsed) -> complain(thrown, command));
    }

    private int refuse(ParameterException wrong) {
        if (wrong.getCause() instanceof CliFailure failure) {
            return told(failure);
        }
        var command = wrong.getCommandLine();
        return told(CliFailure.usage("%s. '%s --help' shows what there is"
                .formatted(
                        FULL_STOP.matcher(Words.onOneLine(wrong.getMessage())).replaceFirst(""),
                        command.getCommandSpec().qualifiedName())));
    }

    private int complain(Exception thrown, CommandLine command) {
        if (thrown instanceof BrokenPipe) {
            return Exit.OK.code();
        }
        console.flush();
        var connection = connectionOf(command);
        var failure = connection == null ? Complaints.of(thrown, "Kafka") : explained(thrown, connection);
        if (connection != null && connection.isVerbose() && failure.getCause() != null) {
            console.say(connection.withoutSecrets(Words.onOneLine("caused by " + failure.getCause())));
        }
        return told(
                connection == null
                        ? failure
                        : new CliFailure(failure.exit(), connection.withoutSecrets(failure.getMessage())));
    }

    /** Of a client that got no answer, the reason is worth a second: it says only that its time is up. */
    private static CliFailure explained(Exception thrown, Connection connection) {
        var failure = Complaints.of(thrown, connection.brokers());
        if (!Complaints.isOfSilence(failure)) {
            return failure;
        }
        return connection
                .diagnosis()
                .map(found -> Complaints.isOfUnknownOutcome(failure)
                        ? new CliFailure(
                                found.exit(),
                                found.getMessage() + ". What was asked for may have been done all the same",
                                found.getCause())
                        : found)
                .orElse(failure);
    }

    private static Connection connectionOf(CommandLine command) {
        return command.getMixins().values().stream()
                .map(mixin -> mixin instanceof Connection connection ? connection : null)
                .filter(connection -> connection != null)
                .findFirst()
                .orElse(null);
    }

    private int told(CliFailure failure) {
        console.say("kafka-cli: " + Words.onOneLine(failure.getMessage()));
        return failure.exit().code();
    }
}
