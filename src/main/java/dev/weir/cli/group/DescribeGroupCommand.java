package dev.weir.cli.group;

import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.output.DetailView;
import dev.weir.cli.output.OutputOptions;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.groups.GroupLags;
import dev.weir.groups.Groups;
import dev.weir.model.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the members of groups and how far they are. */
@Command(
        name = "describe",
        description = "Shows the members of groups, what they have committed, and how far they are behind.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli group describe billing",
            "  kafka-cli group describe billing shipping -o csv"
        })
public final class DescribeGroupCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    @Parameters(arity = "1..*", paramLabel = "GROUP", description = "Which groups.")
    private List<String> groups;

    /** Speaks through a console. */
    public DescribeGroupCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        var names = groups.stream().map(GroupId::new).toList();
        try (var admin = connection.wire()) {
            var portraits = new ArrayList<GroupView>();
            for (var name : names) {
                portraits.add(new GroupView(
                        GroupAwait.of(new Groups(admin).state(name)), GroupAwait.of(new GroupLags(admin).lag(name))));
            }
            DetailView.print(portraits, GroupView.together(portraits), console, output.format());
        }
        return ExitCode.OK.code();
    }
}
