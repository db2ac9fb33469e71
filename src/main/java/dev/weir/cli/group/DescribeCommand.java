package dev.weir.cli.group;

import dev.weir.cli.Connection;
import dev.weir.cli.Console;
import dev.weir.cli.Exit;
import dev.weir.cli.Format;
import dev.weir.cli.Json;
import dev.weir.cli.Output;
import dev.weir.cli.Words;
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
            print(portraits);
        }
        return Exit.OK.code();
    }

    private void print(List<GroupPortrait> portraits) {
        switch (output.format()) {
            case JSON ->
                console.line(
                        Json.of(portraits.stream().map(GroupPortrait::object).toList()));
            case NDJSON -> portraits.forEach(group -> console.line(Json.of(group.object())));
            case CSV -> GroupPortrait.partitions(portraits).print(console, Format.CSV);
            case TABLE -> portraits.forEach(this::show);
        }
    }

    private void show(GroupPortrait group) {
        group.head().forEach((name, value) -> console.line("%-12s %s".formatted(name, Words.onOneLine(value))));
        GroupPortrait.partitions(List.of(group)).print(console, Format.TABLE);
        console.line("");
    }
}
