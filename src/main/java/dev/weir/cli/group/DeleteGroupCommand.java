package dev.weir.cli.group;

import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
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
public final class DeleteGroupCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Parameters(arity = "1..*", paramLabel = "GROUP", description = "Which groups.")
    private List<String> groups;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "Keep the groups, and forget what they have committed for this topic.")
    private String topic;

    /** Speaks through a console. */
    public DeleteGroupCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        var names = groups.stream().map(GroupId::new).toList();
        var forgotten = topic == null ? null : new TopicName(topic);
        try (var admin = connection.wire()) {
            var changes = new GroupChanges(admin);
            for (var name : names) {
                GroupAwait.of(forgotten == null ? changes.delete(name) : changes.deleteOffsets(name, forgotten));
                console.say(
                        forgotten == null
                                ? "Group '%s' is deleted".formatted(name)
                                : "Group '%s' has no offsets of '%s' any more".formatted(name, forgotten));
            }
        }
        return ExitCode.OK.code();
    }
}
