package dev.weir.cli.group;

import dev.weir.cli.Answer;
import dev.weir.cli.Connection;
import dev.weir.cli.Console;
import dev.weir.cli.Exit;
import dev.weir.cli.Output;
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

    private final Console console;

    @Mixin
    private final Connection connection;

    @Mixin
    private Output output;

    /** Speaks through a console. */
    public GroupsCommand(Console console) {
        this.console = console;
        connection = new Connection(console);
    }

    @Override
    public Integer call() {
        try (var wire = connection.wire()) {
            var table = new Table("group", "type", "protocol", "state", "lag");
            Answer.of(new GroupLags(wire).summaries())
                    .forEach(group ->
                            table.row(group.group(), group.type(), group.protocol(), group.state(), group.lag()));
            table.print(console, output.format());
        }
        return Exit.OK.code();
    }
}
