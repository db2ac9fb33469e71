package dev.weir.cli.group;

import dev.weir.cli.Connection;
import dev.weir.cli.Console;
import dev.weir.cli.Exit;
import dev.weir.cli.Output;
import dev.weir.cli.Portrait;
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
public final class DescribeCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Connection connection;

    @Mixin
    private Output output;

    @Parameters(arity = "1..*", paramLabel = "GROUP", description = "Which groups.")
    private List<String> groups;

    /** Speaks through a console. */
    public DescribeCommand(Console console) {
        this.console = console;
        connection = new Connection(console);
    }

    @Override
    public Integer call() {
        var names = groups.stream().map(GroupId::new).toList();
        try (var wire = connection.wire()) {
            var portraits = new ArrayList<GroupPortrait>();
            for (var name : names) {
                portraits.add(new GroupPortrait(
                        GroupAnswer.of(new Groups(wire).state(name)), GroupAnswer.of(new GroupLags(wire).lag(name))));
            }
            Portrait.print(portraits, GroupPortrait.together(portraits), console, output.format());
        }
        return Exit.OK.code();
    }
}
