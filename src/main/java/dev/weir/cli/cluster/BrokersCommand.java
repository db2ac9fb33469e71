package dev.weir.cli.cluster;

import dev.weir.cli.connection.Await;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.topics.cluster.ClusterInfo;
import picocli.CommandLine.Command;

/** Lists brokers. */
@Command(
        description = "Lists the brokers of the cluster.",
        footer = {"", "Examples:", "  kafka-cli brokers", "  kafka-cli brokers --brokers localhost:9092 -o json"})
public final class BrokersCommand extends OutputCommand implements Runnable {

    /** Writes to the console. */
    public BrokersCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        try (var admin = connection.admin()) {
            var table = new Table("broker", "host", "port", "rack", "controller");
            Await.result(new ClusterInfo(admin).describe())
                    .brokers()
                    .forEach(broker -> table.row(
                            broker.broker(), broker.host(), broker.port(), broker.rack(), broker.controller()));
            table.print(console, format());
        }
    }
}
