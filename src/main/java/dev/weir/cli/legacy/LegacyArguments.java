package dev.weir.cli.legacy;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.text.Suggestions;
import dev.weir.model.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The parsed arguments of an older tool. */
final class LegacyArguments {

    /** The command of the older tool. */
    enum Command {
        LIST,
        QUERY,
        CREATE,
        ALTER,
        DELETE,
        CONSUME,
        PRODUCE
    }

    private static final Map<String, Command> COMMANDS = Map.of(
            "list", Command.LIST,
            "query", Command.QUERY,
            "describe", Command.QUERY,
            "create", Command.CREATE,
            "alter", Command.ALTER,
            "delete", Command.DELETE,
            "consume", Command.CONSUME,
            "produce", Command.PRODUCE);

    /** Names of options with a value, and the name under which the value is stored. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("brokers", "brokers"),
            Map.entry("bootstrap-server", "bootstrap-server"),
            Map.entry("broker-list", "broker-list"),
            Map.entry("zookeeper", "zookeeper"),
            Map.entry("topic", "topic"),
            Map.entry("topics", "topic"),
            Map.entry("group", "group"),
            Map.entry("partition", "partition"),
            Map.entry("partitions", "partition"),
            Map.entry("replica", "replica"),
            Map.entry("replication-factor", "replica"),
            Map.entry("offset", "offset"),
            Map.entry("key", "key"),
            Map.entry("value", "value"),
            Map.entry("valu3", "value"));

    private static final String FROM_BEGINNING = "from-beginning";
    private static final String INTERNAL = "internal";
    private static final String IF_NOT_EXISTS = "if-not-exists";
    private static final Set<String> FLAGS = Set.of(FROM_BEGINNING, INTERNAL, "exclude-internal", IF_NOT_EXISTS);

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();
    private Command command;
    private boolean doubleDashes;

    private LegacyArguments() {}

    /**
     * Parses the arguments.
     *
     * @throws CliException {@link ExitCode#USAGE} for an argument that no older tool has
     */
    static LegacyArguments parse(List<String> arguments) {
        var parsed = new LegacyArguments();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            int equals = argument.indexOf('=');
            var option = equals < 0 ? argument : argument.substring(0, equals);
            var name = bare(option);
            if (!argument.startsWith("-")) {
                throw unknown(argument);
            } else if (equals < 0 && COMMANDS.containsKey(name)) {
                parsed.command(argument, COMMANDS.get(name));
            } else if (equals < 0 && FLAGS.contains(name)) {
                parsed.flags.add(name);
            } else if (!OPTIONS.containsKey(name)) {
                throw unknown(option);
            } else if (equals >= 0) {
                parsed.values.put(OPTIONS.get(name), argument.substring(equals + 1));
            } else if (++i < arguments.size()) {
                parsed.values.put(OPTIONS.get(name), arguments.get(i));
            } else {
                throw CliException.usage(argument + " needs a value");
            }
        }
        return parsed;
    }

    private void command(String argument, Command command) {
        if (this.command != null) {
            throw CliException.usage("Only one command is allowed; %s is the second".formatted(argument));
        }
        this.command = command;
        doubleDashes = argument.startsWith("--");
    }

    /** The given command, or the one that the options imply: sarama's tools and Kafka's consoles have no commands. */
    Command command() {
        if (command != null) {
            return command;
        }
        return values.containsKey("value") || values.containsKey("key") || values.containsKey("broker-list")
                ? Command.PRODUCE
                : Command.CONSUME;
    }

    /** Whether a command is given; then options have the defaults of the older {@code kafka-cli}. */
    boolean hasCommand() {
        return command != null;
    }

    /** Whether the command has two dashes, as the options of Kafka's scripts; then the user gets a hint. */
    boolean isOfKafkaScripts() {
        return doubleDashes;
    }

    boolean includesInternal() {
        return flags.contains(INTERNAL);
    }

    boolean ifNotExists() {
        return flags.contains(IF_NOT_EXISTS);
    }

    String value(String option, String defaultValue) {
        return values.getOrDefault(option, defaultValue);
    }

    List<String> topics() {
        var topics = values.get("topic");
        if (topics == null || topics.isBlank()) {
            if (command() == Command.QUERY) {
                return List.of();
            }
            throw CliException.usage("-topic is missing");
        }
        return List.of(topics.split(",", -1));
    }

    /** The start offset: 0 is the latest, 1 the earliest, any other number is that offset. */
    String from() {
        var offset = values.get("offset");
        if (flags.contains(FROM_BEGINNING)) {
            return "earliest";
        }
        return switch (offset == null ? "0" : offset) {
            case "0", "newest" -> "latest";
            case "1", "oldest" -> "earliest";
            default -> offset;
        };
    }

    /** The options for the bootstrap servers. */
    List<String> connection() {
        var connection = new ArrayList<String>();
        for (var name : List.of("brokers", "bootstrap-server", "broker-list", "zookeeper")) {
            if (values.containsKey(name)) {
                connection.add("--" + name + "=" + values.get(name));
            }
        }
        return connection;
    }

    private static String bare(String argument) {
        return argument.replaceFirst("^--?", "");
    }

    private static CliException unknown(String argument) {
        var dashes = argument.substring(0, argument.length() - bare(argument).length());
        var known = Stream.of(OPTIONS.keySet(), COMMANDS.keySet(), FLAGS)
                .flatMap(Set::stream)
                .map(dashes::concat)
                .toList();
        return CliException.usage("Unknown argument '%s'%s See 'kafka-cli --help'"
                .formatted(
                        Printable.escape(argument),
                        Suggestions.question(argument, known).map("; "::concat).orElse(".")));
    }
}
