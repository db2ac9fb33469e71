package dev.weir.cli.cluster;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.output.OutputOptions;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.topics.cluster.ClusterInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists brokers. */
@Command(
        name = "brokers",
        description = "Lists the brokers of the cluster.",
        footer = {"", "Examples:", "  kafka-cli brokers", "  kafka-cli brokers --brokers localhost:9092 -o json"})
public final class BrokersCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    /** Writes to the console. */
    public BrokersCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        try (var admin = connection.admin()) {
            var table = new Table("broker", "host", "port", "rack", "controller");
            Await.result(new ClusterInfo(admin).describe())
                    .brokers()
                    .forEach(broker -> table.row(
                            broker.broker(), broker.host(), broker.port(), broker.rack(), broker.controller()));
            table.print(console, output.format());
        }
        return ExitCode.OK.code();
    }
}
