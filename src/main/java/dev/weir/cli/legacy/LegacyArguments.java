package dev.weir.cli.legacy;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command line of an older tool, taken apart. */
final class LegacyArguments {

    /** What is to be done. */
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

    /** Options with a value, by each of their names. */
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
    private Command named;
    private boolean doubleDashes;

    private LegacyArguments() {}

    /**
     * The words of a command line.
     *
     * @throws CliException {@link ExitCode#USAGE} for a word that no older tool knows
     */
    static LegacyArguments of(List<String> arguments) {
        var words = new LegacyArguments();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            int equals = argument.indexOf('=');
            var name = bare(equals < 0 ? argument : argument.substring(0, equals));
            if (!argument.startsWith("-")) {
                throw unknown(argument);
            } else if (equals < 0 && COMMANDS.containsKey(name)) {
                words.command(argument, COMMANDS.get(name));
            } else if (equals < 0 && FLAGS.contains(name)) {
                words.flags.add(name);
            } else if (!OPTIONS.containsKey(name)) {
                throw unknown(argument);
            } else if (equals >= 0) {
                words.values.put(OPTIONS.get(name), argument.substring(equals + 1));
            } else if (++i < arguments.size()) {
                words.values.put(OPTIONS.get(name), arguments.get(i));
            } else {
                throw CliException.usage(argument + " needs a value");
            }
        }
        return words;
    }

    private void command(String argument, Command command) {
        if (named != null) {
            throw CliException.usage("One command at a time; %s is the second".formatted(argument));
        }
        named = command;
        doubleDashes = argument.startsWith("--");
    }

    /**
     * What is to be done; sarama's tools and Kafka's consoles have it in their own name, so that it must be guessed.
     */
    Command command() {
        if (named != null) {
            return named;
        }
        return values.containsKey("value") || values.containsKey("key") || values.containsKey("broker-list")
                ? Command.PRODUCE
                : Command.CONSUME;
    }

    /** Whether the command is written, and the options have the meaning and the defaults of the tool of our name. */
    boolean isNamed() {
        return named != null;
    }

    /** Whether it is for one of Kafka's own scripts, which somebody should learn to write in our way. */
    boolean isOfKafkasScripts() {
        return doubleDashes;
    }

    boolean isInternal() {
        return flags.contains(INTERNAL);
    }

    boolean isContentWithWhatIsThere() {
        return flags.contains(IF_NOT_EXISTS);
    }

    String value(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    List<String> topics() {
        var topics = values.get("topic");
        if (topics == null || topics.isBlank()) {
            if (command() == Command.QUERY) {
                return List.of();
            }
            throw CliException.usage("-topic is missing; it says which topic is meant");
        }
        return List.of(topics.split(",", -1));
    }

    /** Where to read from: 0 is the newest, 1 the oldest, any other number is that offset. */
    String from() {
        var offset = values.get("offset");
        if (flags.contains(FROM_BEGINNING)) {
            return "beginning";
        }
        return switch (offset == null ? "0" : offset) {
            case "0", "newest" -> "end";
            case "1", "oldest" -> "beginning";
            default -> offset;
        };
    }

    /** The options that say where Kafka is. */
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
        return CliException.usage(
                "'%s' is not understood. 'kafka-cli --help' shows what there is".formatted(Text.onOneLine(argument)));
    }
}
