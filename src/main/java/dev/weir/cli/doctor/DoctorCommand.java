package dev.weir.cli.doctor;

import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.OutputFormat;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks whether Kafka works from this machine. */
@Command(
        description = {
            "Checks whether Kafka works from this machine, and reports problems with their solution.",
            "Checks addresses, brokers, versions and partitions; produces, consumes and commits with a topic and a group of "
                    + "its own, which it deletes afterwards; compares clocks."
        },
        footer = {
            "",
            "Examples:",
            "  kafka-cli doctor",
            "  kafka-cli doctor --context production -o json",
            "",
            "Exit codes: 0 all checks are good or doubtful, 1 a check is bad, 2 no broker is reachable."
        })
public final class DoctorCommand extends OutputCommand implements Callable<Integer> {

    /** Writes to the console. */
    public DoctorCommand(CliConsole console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        var results = new ArrayList<CheckResult>();
        try (var admin = connection.admin()) {
            new ClusterChecks(connection, admin, result -> {
                        results.add(result);
                        show(result);
                    })
                    .run();
        }
        if (format() != OutputFormat.TABLE) {
            var table = new Table("check", "state", "message");
            results.forEach(result -> table.row(result.check(), result.state().toString(), result.message()));
            table.print(console, format());
        }
        boolean isBad = results.stream().anyMatch(result -> result.state() == CheckResult.State.BAD);
        return (isBad ? ExitCode.FAILED : ExitCode.OK).code();
    }

    /** Prints a result at once, because some checks take a second. */
    private void show(CheckResult result) {
        if (format() == OutputFormat.TABLE) {
            console.line("%-8s  %-10s  %s".formatted(result.state(), result.check(), result.message()));
            console.flush();
        }
    }
}
