package dev.weir.cli;

import dev.weir.cli.cluster.BrokersCommand;
import dev.weir.cli.cluster.PartitionOfCommand;
import dev.weir.cli.consume.ConsumeCommand;
import dev.weir.cli.deadletters.ListLettersCommand;
import dev.weir.cli.deadletters.RedriveCommand;
import dev.weir.cli.deadletters.ShowLetterCommand;
import dev.weir.cli.doctor.DoctorCommand;
import dev.weir.cli.generate.GenerateCommand;
import dev.weir.cli.group.DeleteGroupCommand;
import dev.weir.cli.group.DescribeGroupCommand;
import dev.weir.cli.group.GroupsCommand;
import dev.weir.cli.group.ResetGroupCommand;
import dev.weir.cli.health.HealthCommand;
import dev.weir.cli.key.NewKeyCommand;
import dev.weir.cli.legacy.CommandLookup;
import dev.weir.cli.produce.ProduceCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.topic.AlterTopicCommand;
import dev.weir.cli.topic.CreateTopicCommand;
import dev.weir.cli.topic.DeleteTopicCommand;
import dev.weir.cli.topic.DescribeTopicCommand;
import dev.weir.cli.topic.TopicsCommand;
import dev.weir.cli.topic.TruncateTopicCommand;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of kafka-cli; creates only those that the arguments name, because picocli's reflection takes time. */
public final class CommandTree implements CommandLookup {

    /** A command, with its subcommands. */
    private record CommandNode(String name, Function<CliConsole, Object> command, List<CommandNode> subcommands) {

        static CommandNode of(String name, Function<CliConsole, Object> command, CommandNode... subcommands) {
            return new CommandNode(name, command, List.of(subcommands));
        }

        /** A command that only has subcommands. */
        static CommandNode parent(String name, String description, List<String> examples, CommandNode... subcommands) {
            return of(
                    name,
                    console -> {
                        var spec = CommandSpec.create();
                        var footer = Stream.concat(
                                Stream.of("", "Examples:"), examples.stream().map(example -> "  " + example));
                        spec.usageMessage()
                                .description(description)
                                .synopsisSubcommandLabel("COMMAND")
                                .footer(footer.toArray(String[]::new));
                        return spec;
                    },
                    subcommands);
        }
    }

    private static final List<CommandNode> ALL = List.of(
            CommandNode.of("topics", TopicsCommand::new),
            CommandNode.parent(
                    "topic",
                    "Creates, describes, alters, truncates and deletes topics.",
                    List.of(
                            "kafka-cli topic create orders --partitions 6",
                            "kafka-cli topic describe orders",
                            "kafka-cli topic create --help"),
                    CommandNode.of("create", CreateTopicCommand::new),
                    CommandNode.of("describe", DescribeTopicCommand::new),
                    CommandNode.of("alter", AlterTopicCommand::new),
                    CommandNode.of("delete", DeleteTopicCommand::new),
                    CommandNode.of("truncate", TruncateTopicCommand::new)),
            CommandNode.of("produce", ProduceCommand::new),
            CommandNode.of("consume", ConsumeCommand::new),
            CommandNode.of("groups", GroupsCommand::new),
            CommandNode.parent(
                    "group",
                    "Describes, resets and deletes consumer groups.",
                    List.of(
                            "kafka-cli group describe billing",
                            "kafka-cli group reset billing --to earliest --topic orders",
                            "kafka-cli group reset --help"),
                    CommandNode.of("describe", DescribeGroupCommand::new),
                    CommandNode.of("reset", ResetGroupCommand::new),
                    CommandNode.of("delete", DeleteGroupCommand::new)),
            CommandNode.parent(
                    "dead-letters",
                    "Lists dead letters, shows one, and sends them back.",
                    List.of(
                            "kafka-cli dead-letters list",
                            "kafka-cli dead-letters show orders.dead:0:4",
                            "kafka-cli dead-letters redrive orders.dead --cause timeout --execute"),
                    CommandNode.of("list", ListLettersCommand::new),
                    CommandNode.of("show", ShowLetterCommand::new),
                    CommandNode.of("redrive", RedriveCommand::new)),
            CommandNode.of("brokers", BrokersCommand::new),
            CommandNode.of("partition-of", PartitionOfCommand::new),
            CommandNode.of("generate", GenerateCommand::new),
            CommandNode.of("doctor", DoctorCommand::new),
            CommandNode.of("health", HealthCommand::new),
            CommandNode.parent(
                    "key",
                    "Creates API keys for clients of Weir.",
                    List.of("kafka-cli key new orders-app --role orders --file /etc/weir/keys"),
                    CommandNode.of("new", NewKeyCommand::new)),
            CommandNode.of("completion", CompletionCommand::new));

    private final CliConsole console;

    /** The commands write to this console. */
    public CommandTree(CliConsole console) {
        this.console = console;
    }

    @Override
    public boolean has(String name) {
        return ALL.stream().anyMatch(node -> node.name().equals(name));
    }

    @Override
    public boolean takesValue(List<String> command, String option) {
        var line = commandLine(command);
        for (var word : command) {
            line = line.getSubcommands().get(word);
        }
        var found = line.getCommandSpec().findOption(option);
        return found != null && found.arity().min() > 0;
    }

    /** The command that the arguments name, or all commands if they name none. */
    CommandLine commandLine(List<String> arguments) {
        var root = new CommandLine(new RootCommand());
        add(root, ALL, arguments);
        return root;
    }

    /** All commands. */
    CommandLine commandLine() {
        return commandLine(List.of());
    }

    private void add(CommandLine parent, List<CommandNode> nodes, List<String> arguments) {
        var named = nodes.stream()
                .filter(node -> !arguments.isEmpty() && node.name().equals(arguments.get(0)))
                .toList();
        for (var node : named.isEmpty() ? nodes : named) {
            var child = new CommandLine(node.command().apply(console));
            add(child, node.subcommands(), named.isEmpty() ? List.of() : arguments.subList(1, arguments.size()));
            parent.addSubcommand(node.name(), child);
        }
    }
}
