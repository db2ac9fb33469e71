package dev.weir.cli.group;

import dev.weir.cli.connection.Await;
import dev.weir.cli.output.NameOptions;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.groups.GroupLags;
import dev.weir.groups.GroupSummary;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists groups. */
@Command(
        description = "Lists consumer groups with their state and lag.",
        footer = {"", "Examples:", "  kafka-cli groups", "  kafka-cli groups --prefix billing. -o json"})
public final class GroupsCommand extends OutputCommand implements Runnable {

    @Mixin
    private NameOptions names;

    @Option(names = "--no-lag", description = "Leave the lag out, which is faster with very many groups.")
    private boolean withoutLag;

    /** Writes to the console. */
    public GroupsCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        try (var admin = connection.admin()) {
            var page = Await.result(new GroupLags(admin).summaries(names.selection(), group -> true, !withoutLag));
            print(page.items());
            names.notice(console, page);
        }
    }

    private void print(List<GroupSummary> groups) {
        var table = withoutLag
                ? new Table("group", "type", "protocol", "state")
                : new Table("group", "type", "protocol", "state", "lag");
        for (var group : groups) {
            if (withoutLag) {
                table.row(group.group(), group.type(), group.protocol(), group.state());
            } else {
                table.row(group.group(), group.type(), group.protocol(), group.state(), group.lag());
            }
        }
        table.print(console, format());
    }
}
