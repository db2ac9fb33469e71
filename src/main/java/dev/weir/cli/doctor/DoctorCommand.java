package dev.weir.cli.doctor;

import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.output.OutputFormat;
import dev.weir.cli.output.OutputOptions;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Finds out whether Kafka works from here. */
@Command(
        name = "doctor",
        description = {
            "Finds out whether Kafka works from here, and says what is wrong and what to do.",
            "Looks at addresses, brokers, versions and partitions; writes, reads and commits on a topic and a group of its "
                    + "own, which it deletes afterwards; compares clocks."
        },
        footer = {
            "",
            "Examples:",
            "  kafka-cli doctor",
            "  kafka-cli doctor --context production -o json",
            "",
            "Exit codes: 0 all is well or merely doubtful, 1 something does not work, 2 no broker can be reached."
        })
public final class DoctorCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    /** Speaks through a console. */
    public DoctorCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() throws IOException {
        var findings = new ArrayList<CheckResult>();
        try (var admin = connection.wire()) {
            new ClusterChecks(connection, admin, found -> {
                        findings.add(found);
                        show(found);
                    })
                    .run();
        }
        if (output.format() != OutputFormat.TABLE) {
            var table = new Table("check", "state", "words");
            findings.forEach(found -> table.row(found.check(), found.state().toString(), found.words()));
            table.print(console, output.format());
        }
        boolean sick = findings.stream().anyMatch(found -> found.state() == CheckResult.State.BAD);
        return (sick ? ExitCode.FAILED : ExitCode.OK).code();
    }

    /** As it is found: some of it takes a second. */
    private void show(CheckResult found) {
        if (output.format() == OutputFormat.TABLE) {
            console.line("%-8s  %-10s  %s".formatted(found.state(), found.check(), found.words()));
            console.flush();
        }
    }
}
