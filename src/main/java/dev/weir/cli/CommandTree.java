package dev.weir.cli;

import dev.weir.cli.cluster.BrokersCommand;
import dev.weir.cli.cluster.PartitionOfCommand;
import dev.weir.cli.consume.ConsumeCommand;
import dev.weir.cli.doctor.DoctorCommand;
import dev.weir.cli.generate.GenerateCommand;
import dev.weir.cli.group.GroupCommand;
import dev.weir.cli.group.GroupsCommand;
import dev.weir.cli.group.ResetGroupCommand;
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

/** The tree of commands, grown no further than the arguments ask: reading what all of them take costs time. */
public final class CommandTree implements CommandLookup {

    /** A command, or a word that has commands below it. */
    private record Verb(String name, Function<CliConsole, Object> command, List<Verb> below) {

        static Verb of(String name, Function<CliConsole, Object> command, Verb... below) {
            return new Verb(name, command, List.of(below));
        }
    }

    private static final List<Verb> ALL = List.of(
            Verb.of("topics", TopicsCommand::new),
            Verb.of(
                    "topic",
                    console -> new TopicCommand(),
                    Verb.of("create", CreateTopicCommand::new),
                    Verb.of("describe", DescribeTopicCommand::new),
                    Verb.of("alter", AlterTopicCommand::new),
                    Verb.of("delete", DeleteTopicCommand::new),
                    Verb.of("truncate", TruncateTopicCommand::new)),
            Verb.of("produce", ProduceCommand::new),
            Verb.of("consume", ConsumeCommand::new),
            Verb.of("groups", GroupsCommand::new),
            Verb.of(
                    "group",
                    console -> new GroupCommand(),
                    Verb.of("describe", dev.weir.cli.group.DescribeGroupCommand::new),
                    Verb.of("reset", ResetGroupCommand::new),
                    Verb.of("delete", dev.weir.cli.group.DeleteGroupCommand::new)),
            Verb.of("brokers", BrokersCommand::new),
            Verb.of("partition-of", PartitionOfCommand::new),
            Verb.of("generate", GenerateCommand::new),
            Verb.of("doctor", DoctorCommand::new),
            Verb.of("completion", CompletionCommand::new));

    private final CliConsole console;

    /** The commands write to this console. */
    public CommandTree(CliConsole console) {
        this.console = console;
    }

    @Override
    public boolean has(String name) {
        return ALL.stream().anyMatch(verb -> verb.name().equals(name));
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

    /** The tree, with the branch that the arguments name, or with all where they name none. */
    CommandLine commandLine(List<String> arguments) {
        var root = new CommandLine(new RootCommand());
        grow(root, ALL, arguments);
        return root;
    }

    /** The whole tree. */
    CommandLine commandLine() {
        return commandLine(List.of());
    }

    private void grow(CommandLine stem, List<Verb> verbs, List<String> arguments) {
        var named = verbs.stream()
                .filter(verb -> !arguments.isEmpty() && verb.name().equals(arguments.get(0)))
                .toList();
        for (var verb : named.isEmpty() ? verbs : named) {
            var branch = new CommandLine(verb.command().apply(console));
            grow(branch, verb.below(), named.isEmpty() ? List.of() : arguments.subList(1, arguments.size()));
            stem.addSubcommand(verb.name(), branch);
        }
    }
}
