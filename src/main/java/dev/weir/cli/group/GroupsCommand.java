package dev.weir.cli.group;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.output.OutputOptions;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.groups.GroupLags;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists groups. */
@Command(
        name = "groups",
        description = "Lists consumer groups with their state and lag.",
        footer = {"", "Examples:", "  kafka-cli groups", "  kafka-cli groups -o json"})
public final class GroupsCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    /** Writes to the console. */
    public GroupsCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        try (var admin = connection.admin()) {
            var table = new Table("group", "type", "protocol", "state", "lag");
            Await.result(new GroupLags(admin).summaries())
                    .forEach(group ->
                            table.row(group.group(), group.type(), group.protocol(), group.state(), group.lag()));
            table.print(console, output.format());
        }
        return ExitCode.OK.code();
    }
}
