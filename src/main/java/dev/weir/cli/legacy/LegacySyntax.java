package dev.weir.cli.legacy;

import dev.weir.cli.connection.SecretRedactor;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Translates the syntax of older tools to that of kafka-cli.
 *
 * <p>The older tools are a tool of the same name ({@code -list -brokers ..}), sarama's console producer and consumer
 * ({@code -brokers=.. -topic=.. -value=..}), and Kafka's own scripts ({@code --create --topic .. --bootstrap-server
 * ..}).
 */
public final class LegacySyntax {

    private static final Set<String> ALLOWED_BEFORE_COMMAND =
            Set.of("-b", "--brokers", "--bootstrap-server", "--config", "--context", "-X", "--setting");
    private static final String VERBOSE = "--verbose";

    private final CliConsole console;
    private final CommandLookup commands;

    /** Writes its hints to the console. */
    public LegacySyntax(CliConsole console, CommandLookup commands) {
        this.console = console;
        this.commands = commands;
    }

    /** The arguments in the syntax of kafka-cli; the same list if they are in it already. */
    public List<String> modern(List<String> arguments) {
        if (arguments.isEmpty()) {
            return arguments;
        }
        if (!arguments.get(0).startsWith("-")) {
            return translateScriptOptions(arguments);
        }
        if (List.of("-help", "-h", "--help").contains(arguments.get(0))) {
            return List.of("--help");
        }
        if (List.of("-version", "-V", "--version").contains(arguments.get(0))) {
            return List.of("--version");
        }
        int command = indexOfCommand(arguments);
        if (command > 0) {
            return translateScriptOptions(withCommandFirst(arguments, command));
        }
        if (ScriptSyntax.isScriptSyntax(arguments)) {
            return translateScriptOptions(ScriptSyntax.withCommand(arguments));
        }
        var old = LegacyArguments.parse(arguments);
        var modern = LegacyTranslator.translate(old);
        if (old.isOfKafkaScripts()) {
            hint(modern);
        }
        return modern;
    }

    private List<String> translateScriptOptions(List<String> arguments) {
        if (!commands.has(arguments.get(0))) {
            return arguments;
        }
        var modern = new ScriptSyntax(commands::takesValue).modern(arguments);
        if (!normalized(modern).equals(normalized(arguments))) {
            hint(modern);
        }
        return modern;
    }

    /** Makes {@code --option value} and {@code --option=value} equal. */
    private static String normalized(List<String> arguments) {
        return String.join(" ", arguments).replace('=', ' ');
    }

    private void hint(List<String> modern) {
        console.notice("kafka-cli: accepted; the same in the syntax of kafka-cli: kafka-cli " + shown(modern));
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
            if (!ALLOWED_BEFORE_COMMAND.contains(name) && !argument.equals(VERBOSE)) {
                return -1;
            }
            i += equals < 0 && !argument.equals(VERBOSE) ? 2 : 1;
        }
        return -1;
    }

    private static List<String> withCommandFirst(List<String> arguments, int command) {
        // The second word of a command such as topic create follows the first.
        var moved = new ArrayList<>(arguments.subList(command, arguments.size()));
        moved.addAll(arguments.subList(0, command));
        return moved;
    }

    private static String shown(List<String> modern) {
        return Printable.escape(modern.stream()
                .map(SecretRedactor::hideSetting)
                .collect(Collectors.joining(" "))
                .replace("--bootstrap-server=", "--brokers ")
                .replace("--broker-list=", "--brokers "));
    }
}
