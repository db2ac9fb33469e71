package dev.weir.cli.cluster;

import dev.weir.cli.Answer;
import dev.weir.cli.Connection;
import dev.weir.cli.Console;
import dev.weir.cli.Exit;
import dev.weir.cli.Output;
import dev.weir.cli.Table;
import dev.weir.topics.ClusterInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists brokers. */
@Command(
        name = "brokers",
        description = "Lists the brokers of the cluster.",
        footer = {"", "Examples:", "  kafka-cli brokers", "  kafka-cli brokers --brokers localhost:9092 -o json"})
public final class BrokersCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Connection connection;

    @Mixin
    private Output output;

    /** Speaks through a console. */
    public BrokersCommand(Console console) {
        this.console = console;
        connection = new Connection(console);
    }

    @Override
    public Integer call() {
        try (var wire = connection.wire()) {
            var table = new Table("broker", "host", "port", "rack", "controller");
            Answer.of(new ClusterInfo(wire).state())
                    .brokers()
                    .forEach(broker -> table.row(
                            broker.broker(), broker.host(), broker.port(), broker.rack(), broker.controller()));
            table.print(console, output.format());
        }
        return Exit.OK.code();
    }
}
