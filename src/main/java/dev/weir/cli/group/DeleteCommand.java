package dev.weir.cli.group;

import dev.weir.cli.Connection;
import dev.weir.cli.Console;
import dev.weir.cli.Exit;
import dev.weir.groups.GroupChanges;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes groups. */
@Command(
        name = "delete",
        description = "Deletes groups that have no members, or what they have committed for a topic.",
        footer = {"", "Examples:", "  kafka-cli group delete billing", "  kafka-cli group delete billing --topic orders"
        })
public final class DeleteCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Connection connection;

    @Parameters(arity = "1..*", paramLabel = "GROUP", description = "Which groups.")
    private List<String> groups;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "Keep the groups, and forget what they have committed for this topic.")
    private String topic;

    /** Speaks through a console. */
    public DeleteCommand(Console console) {
        this.console = console;
        connection = new Connection(console);
    }

    @Override
    public Integer call() {
        var names = groups.stream().map(GroupId::new).toList();
        var forgotten = topic == null ? null : new TopicName(topic);
        try (var wire = connection.wire()) {
            var changes = new GroupChanges(wire);
            for (var name : names) {
                GroupAnswer.of(forgotten == null ? changes.delete(name) : changes.deleteOffsets(name, forgotten));
                console.say(
                        forgotten == null
                                ? "Group '%s' is deleted".formatted(name)
                                : "Group '%s' has no offsets of '%s' any more".formatted(name, forgotten));
            }
        }
        return Exit.OK.code();
    }
}
