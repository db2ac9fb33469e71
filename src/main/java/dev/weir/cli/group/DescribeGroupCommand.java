package dev.weir.cli.group;

import dev.weir.cli.output.DetailView;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.groups.GroupLags;
import dev.weir.groups.Groups;
import dev.weir.model.GroupId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the members of groups, their committed offsets and their lag. */
@Command(
        description = "Shows the members of groups, their committed offsets and their lag.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli group describe billing",
            "  kafka-cli group describe billing shipping -o csv"
        })
public final class DescribeGroupCommand extends OutputCommand implements Runnable {

    @Parameters(arity = "1..*", paramLabel = "GROUP", description = "The groups.")
    private List<String> groups;

    /** Writes to the console. */
    public DescribeGroupCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        var names = groups.stream().map(GroupId::new).toList();
        try (var admin = connection.admin()) {
            var views = new ArrayList<GroupView>();
            for (var name : names) {
                views.add(new GroupView(
                        GroupAwait.result(new Groups(admin).describe(name)),
                        GroupAwait.result(new GroupLags(admin).lag(name))));
            }
            DetailView.print(views, GroupView.combined(views), console, format());
        }
    }
}
