package dev.weir.cli.group;

import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.groups.GroupChanges;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes groups. */
@Command(
        description = "Deletes groups that have no members, or their committed offsets of a topic.",
        footer = {"", "Examples:", "  kafka-cli group delete billing", "  kafka-cli group delete billing --topic orders"
        })
public final class DeleteGroupCommand extends KafkaCommand implements Runnable {

    @Parameters(arity = "1..*", paramLabel = "GROUP", description = "The groups.")
    private List<String> groups;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "Keep the groups, and delete only their committed offsets of this topic.")
    private String topic;

    /** Writes to the console. */
    public DeleteGroupCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        var names = groups.stream().map(GroupId::new).toList();
        var onlyTopic = topic == null ? null : new TopicName(topic);
        try (var admin = connection.admin()) {
            var changes = new GroupChanges(admin);
            for (var name : names) {
                GroupAwait.result(onlyTopic == null ? changes.delete(name) : changes.deleteOffsets(name, onlyTopic));
                console.notice(
                        onlyTopic == null
                                ? "Group '%s' was deleted".formatted(name)
                                : "Group '%s' has no committed offsets of '%s' any more".formatted(name, onlyTopic));
            }
        }
    }
}
