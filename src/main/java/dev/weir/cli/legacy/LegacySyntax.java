package dev.weir.cli.legacy;

import dev.weir.cli.connection.SecretRedactor;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the spelling of older tools into ours.
 *
 * <p>These are a tool of the same name ({@code -list -brokers ..}), sarama's console producer and consumer
 * ({@code -brokers=.. -topic=.. -value=..}), and Kafka's own scripts ({@code --create --topic .. --bootstrap-server
 * ..}).
 */
public final class LegacySyntax {

    private static final Set<String> BEFORE_THE_COMMAND = Set.of("-b", "--brokers", "--config", "--context");
    private static final String VERBOSE = "--verbose";

    private final CliConsole console;
    private final CommandLookup commands;

    /** Writes its hints to the console. */
    public LegacySyntax(CliConsole console, CommandLookup commands) {
        this.console = console;
        this.commands = commands;
    }

    /** The same command in our words; the arguments themselves where they are ours already. */
    public List<String> modern(List<String> arguments) {
        if (arguments.isEmpty()) {
            return arguments;
        }
        if (!arguments.get(0).startsWith("-")) {
            return behindOurCommand(arguments);
        }
        if (List.of("-help", "-h", "--help").contains(arguments.get(0))) {
            return List.of("--help");
        }
        int command = indexOfCommand(arguments);
        if (command > 0) {
            return behindOurCommand(movedToTheFront(arguments, command));
        }
        if (List.of("-V", "--version").contains(arguments.get(0))) {
            return arguments;
        }
        if (ScriptSpelling.isOfScripts(arguments)) {
            return behindOurCommand(ScriptSpelling.withCommand(arguments));
        }
        var old = LegacyArguments.of(arguments);
        var modern = modern(old);
        if (old.isOfKafkasScripts()) {
            hint(modern);
        }
        return modern;
    }

    private List<String> behindOurCommand(List<String> arguments) {
        if (!commands.has(arguments.get(0))) {
            return arguments;
        }
        var modern = new ScriptSpelling(commands::takesValue).modern(arguments);
        if (!spaced(modern).equals(spaced(arguments))) {
            hint(modern);
        }
        return modern;
    }

    /** An option may have its value behind a blank or an equals sign. */
    private static String spaced(List<String> arguments) {
        return String.join(" ", arguments).replace('=', ' ');
    }

    private void hint(List<String> modern) {
        console.say("kafka-cli: understood; it is written kafka-cli " + shown(modern) + " here");
    }

    private static List<String> modern(LegacyArguments old) {
        return switch (old.command()) {
            case LIST -> old.isInternal() ? with(old, "topics", "--internal") : with(old, "topics");
            case QUERY -> with(old.topics(), old, "topic", "describe");
            case CREATE -> create(old);
            case ALTER -> alter(old);
            case DELETE -> with(old.topics(), old, "topic", "delete", "--yes");
            case CONSUME -> consume(old);
            case PRODUCE -> produce(old);
        };
    }

    /** Here, and with alter, {@code -partition} is a count; everywhere else it is the number of one. */
    private static List<String> create(LegacyArguments old) {
        var modern = with(old.topics(), old, "topic", "create");
        modern.add("--partitions=" + (old.value("partition", "0").equals("0") ? "1" : old.value("partition", "1")));
        modern.add("--replicas=" + old.value("replica", "1"));
        if (old.isContentWithWhatIsThere()) {
            modern.add("--if-not-exists");
        }
        return modern;
    }

    private static List<String> alter(LegacyArguments old) {
        var modern = with(old.topics(), old, "topic", "alter");
        if (old.value("partition", null) != null) {
            modern.add("--partitions=" + old.value("partition", null));
        }
        return modern;
    }

    private static List<String> consume(LegacyArguments old) {
        var modern = with(old.topics(), old, "consume");
        modern.add("--from=" + old.from());
        if (old.value("partition", null) != null || old.isNamed()) {
            modern.add("--partition=" + old.value("partition", "0"));
        }
        if (old.value("group", null) != null) {
            modern.add("--group=" + old.value("group", null));
        }
        return modern;
    }

    private static List<String> produce(LegacyArguments old) {
        var modern = with(old.topics(), old, "produce");
        if (old.value("partition", null) != null || old.isNamed()) {
            modern.add("--partition=" + old.value("partition", "0"));
        }
        for (var name : List.of("key", "value")) {
            if (old.value(name, null) != null) {
                modern.add("--" + name + "=" + old.value(name, null));
            }
        }
        return modern;
    }

    private static List<String> with(LegacyArguments old, String... words) {
        return with(List.of(), old, words);
    }

    private static List<String> with(List<String> topics, LegacyArguments old, String... words) {
        var modern = new ArrayList<>(List.of(words));
        modern.addAll(topics);
        modern.addAll(old.connection());
        return modern;
    }

    private int indexOfCommand(List<String> arguments) {
        int i = 0;
        while (i < arguments.size()) {
            var argument = arguments.get(i);
            if (commands.has(argument)) {
                return i;
            }
            int equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            if (!BEFORE_THE_COMMAND.contains(name) && !argument.equals(VERBOSE)) {
                return -1;
            }
            i += equals < 0 && !argument.equals(VERBOSE) ? 2 : 1;
        }
        return -1;
    }

    private static List<String> movedToTheFront(List<String> arguments, int command) {
        // A command of two words, such as topic create, stays together.
        var moved = new ArrayList<>(arguments.subList(command, arguments.size()));
        moved.addAll(arguments.subList(0, command));
        return moved;
    }

    private static String shown(List<String> modern) {
        return Text.onOneLine(modern.stream()
                .map(SecretRedactor::hideSetting)
                .collect(Collectors.joining(" "))
                .replace("--bootstrap-server=", "--brokers ")
                .replace("--broker-list=", "--brokers "));
    }
}
