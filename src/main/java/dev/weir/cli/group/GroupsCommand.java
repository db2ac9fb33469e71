package dev.weir.cli.group;

import dev.weir.cli.Await;
import dev.weir.cli.CliConsole;
import dev.weir.cli.ConnectionOptions;
import dev.weir.cli.ExitCode;
import dev.weir.cli.OutputOptions;
import dev.weir.cli.Table;
import dev.weir.groups.GroupLags;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists groups. */
@Command(
        name = "groups",
        description = "Lists consumer groups with their state and how far they are behind.",
        footer = {"", "Examples:", "  kafka-cli groups", "  kafka-cli groups -o json"})
public final class GroupsCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    /** Speaks through a console. */
    public GroupsCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        try (var admin = connection.wire()) {
            var table = new Table("group", "type", "protocol", "state", "lag");
            Await.of(new GroupLags(admin).summaries())
                    .forEach(group ->
                            table.row(group.group(), group.type(), group.protocol(), group.state(), group.lag()));
            table.print(console, output.format());
        }
        return ExitCode.OK.code();
    }
}
