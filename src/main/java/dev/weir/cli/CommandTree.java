package dev.weir.cli;

import dev.weir.cli.cluster.BrokersCommand;
import dev.weir.cli.cluster.PartitionOfCommand;
import dev.weir.cli.consume.ConsumeCommand;
import dev.weir.cli.deadletters.DeadLettersCommand;
import dev.weir.cli.deadletters.ListLettersCommand;
import dev.weir.cli.deadletters.RedriveCommand;
import dev.weir.cli.deadletters.ShowLetterCommand;
import dev.weir.cli.doctor.DoctorCommand;
import dev.weir.cli.generate.GenerateCommand;
import dev.weir.cli.group.DeleteGroupCommand;
import dev.weir.cli.group.DescribeGroupCommand;
import dev.weir.cli.group.GroupCommand;
import dev.weir.cli.group.GroupsCommand;
import dev.weir.cli.group.ResetGroupCommand;
import dev.weir.cli.health.HealthCommand;
import dev.weir.cli.key.KeyCommand;
import dev.weir.cli.key.NewKeyCommand;
import dev.weir.cli.legacy.CommandLookup;
import dev.weir.cli.produce.ProduceCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.topic.AlterTopicCommand;
import dev.weir.cli.topic.CreateTopicCommand;
import dev.weir.cli.topic.DeleteTopicCommand;
import dev.weir.cli.topic.DescribeTopicCommand;
import dev.weir.cli.topic.TopicCommand;
import dev.weir.cli.topic.TopicsCommand;
import dev.weir.cli.topic.TruncateTopicCommand;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** The commands of kafka-cli; creates only those that the arguments name, because picocli's reflection takes time. */
public final class CommandTree implements CommandLookup {

    /** A command, with its subcommands. */
    private record CommandNode(String name, Function<CliConsole, Object> command, List<CommandNode> subcommands) {

        static CommandNode of(String name, Function<CliConsole, Object> command, CommandNode... subcommands) {
            return new CommandNode(name, command, List.of(subcommands));
        }
    }

    private static final List<CommandNode> ALL = List.of(
            CommandNode.of("topics", TopicsCommand::new),
            CommandNode.of(
                    "topic",
                    console -> new TopicCommand(),
                    CommandNode.of("create", CreateTopicCommand::new),
                    CommandNode.of("describe", DescribeTopicCommand::new),
                    CommandNode.of("alter", AlterTopicCommand::new),
                    CommandNode.of("delete", DeleteTopicCommand::new),
                    CommandNode.of("truncate", TruncateTopicCommand::new)),
            CommandNode.of("produce", ProduceCommand::new),
            CommandNode.of("consume", ConsumeCommand::new),
            CommandNode.of("groups", GroupsCommand::new),
            CommandNode.of(
                    "group",
                    console -> new GroupCommand(),
                    CommandNode.of("describe", DescribeGroupCommand::new),
                    CommandNode.of("reset", ResetGroupCommand::new),
                    CommandNode.of("delete", DeleteGroupCommand::new)),
            CommandNode.of(
                    "dead-letters",
                    console -> new DeadLettersCommand(),
                    CommandNode.of("list", ListLettersCommand::new),
                    CommandNode.of("show", ShowLetterCommand::new),
                    CommandNode.of("redrive", RedriveCommand::new)),
            CommandNode.of("brokers", BrokersCommand::new),
            CommandNode.of("partition-of", PartitionOfCommand::new),
            CommandNode.of("generate", GenerateCommand::new),
            CommandNode.of("doctor", DoctorCommand::new),
            CommandNode.of("health", HealthCommand::new),
            CommandNode.of("key", console -> new KeyCommand(), CommandNode.of("new", NewKeyCommand::new)),
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
