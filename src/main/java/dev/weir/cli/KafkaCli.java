package dev.weir.cli;

import dev.weir.cli.connection.ClientLog;
import dev.weir.cli.legacy.LegacySyntax;
import dev.weir.cli.terminal.BrokenPipeException;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ConsoleWriter;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.ProcessArguments;
import dev.weir.cli.terminal.StandardStreams;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.RawText;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The program {@code kafka-cli}: finds the command, runs it, and returns its exit code. */
public final class KafkaCli {

    /** Set by the script when it has no class archive yet. */
    private static final String ARCHIVING = "weir.cli.archiving";

    private final CliConsole console;
    private final FailureReporter failures;

    KafkaCli(CliConsole console) {
        this.console = console;
        failures = new FailureReporter(console);
    }

    /** Ends the process with the exit code of the command. */
    public static void main(String... arguments) {
        var streams = StandardStreams.ofProcess();
        ProcessArguments.fixWorkingDirectory();
        System.setErr(new PrintStream(streams.err(), true, StandardCharsets.UTF_8));
        var console = CliConsole.of(streams);
        ClientLog.install();
        AppInfoParser.disableMBeans();
        OAuthAllowList.install(System.getenv());
        if (System.getProperty(ARCHIVING) != null) {
            CdsTraining.run(console);
            ClassPreloader.run();
        } else if (!ProcessArguments.isNativeExecutable()) {
            ClassPreloader.start();
        }
        System.exit(new KafkaCli(console).runDecoded(arguments));
    }

    private int runDecoded(String... arguments) {
        try {
            return run(ProcessArguments.arguments(arguments).toArray(String[]::new));
        } catch (CliException undecodable) {
            return failures.report(undecodable);
        }
    }

    /** Runs a command and returns its exit code; does not end the process, so that tests can call it. */
    int run(String... arguments) {
        try {
            var modern = new LegacySyntax(console, new CommandTree(console)).modern(List.of(arguments));
            int code = commandLine(modern).execute(modern.toArray(String[]::new));
            console.flush();
            return code;
        } catch (BrokenPipeException closedByReader) {
            return ExitCode.OK.code();
        } catch (CliException failure) {
            return failures.report(failure);
        }
    }

    private CommandLine commandLine(List<String> arguments) {
        return new CommandTree(console)
                .commandLine(arguments)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(RawText.class, RawText::new)
                .registerConverter(FileArgument.class, FileArgument::of)
                .registerConverter(String.class, RawText::utf8)
                // A time such as @1h-ago is not a file of arguments.
                .setExpandAtFiles(false)
                .setColorScheme(Help.defaultColorScheme(console.isColoured() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setOut(new ConsoleWriter(console))
                .setParameterExceptionHandler((invalid, given) -> failures.onInvalidArguments(invalid))
                .setExecutionExceptionHandler((thrown, command, parsed) -> failures.onException(thrown, command));
    }
}
