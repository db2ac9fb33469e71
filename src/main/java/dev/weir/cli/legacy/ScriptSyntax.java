package dev.weir.cli.legacy;

import dev.weir.cli.legacy.ScriptOption.Value;
import dev.weir.cli.terminal.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Translates options of Kafka's scripts after a command of kafka-cli, such as {@code produce --topic orders}.
 *
 * <p>Options of kafka-cli stay as they are.
 */
final class ScriptSyntax {

    private final BiPredicate<List<String>, String> takesValue;

    /**
     * Translates with a lookup.
     *
     * @param takesValue whether an option of a command has the next argument as its value
     */
    ScriptSyntax(BiPredicate<List<String>, String> takesValue) {
        this.takesValue = takesValue;
    }

    /**
     * The arguments in the syntax of kafka-cli; the same list if they are in it already.
     *
     * @param arguments the first is a command
     * @throws CliException for options of the scripts that kafka-cli does not have
     */
    List<String> modern(List<String> arguments) {
        var command = command(arguments);
        var rest = new ArrayList<>(arguments.subList(command.size(), arguments.size()));
        for (int i = 0; i < rest.size(); i++) {
            var action = KafkaScripts.ACTIONS.get(command.get(0) + " " + rest.get(i));
            if (command.size() == 1 && action != null) {
                command = List.of(action.split(" "));
                rest.remove(i);
                if (action.equals("topic delete")) {
                    // The scripts do not ask for confirmation.
                    rest.add("--yes");
                }
                return translated(command, rest);
            }
        }
        var options = KafkaScripts.BY_COMMAND.get(String.join(" ", command));
        boolean hasScriptOption =
                options != null && rest.stream().anyMatch(argument -> options.containsKey(name(argument)));
        return hasScriptOption ? translated(command, rest) : arguments;
    }

    /** Whether arguments without a command have an option that only Kafka's scripts have. */
    static boolean isScriptSyntax(List<String> arguments) {
        return arguments.stream().anyMatch(argument -> KafkaScripts.SCRIPTS_ONLY.contains(name(argument)));
    }

    /** Prepends the command whose script has these options. */
    static List<String> withCommand(List<String> arguments) {
        var names = arguments.stream().map(ScriptSyntax::name).collect(Collectors.toSet());
        String command;
        if (names.contains("--topic") && KafkaScripts.ACTIONS.keySet().stream().noneMatch(hasAction(names))) {
            boolean isProducer = names.stream().anyMatch(KafkaScripts.PRODUCER_ONLY::contains);
            command = isProducer ? "produce" : "consume";
        } else if (names.contains("--whitelist") || names.contains("--include")) {
            command = "consume";
        } else {
            command = names.contains("--group") || names.contains("--all-groups") ? "groups" : "topics";
        }
        var all = new ArrayList<>(List.of(command));
        all.addAll(arguments);
        return all;
    }

    private static Predicate<String> hasAction(Set<String> names) {
        return action -> names.contains(action.substring(action.indexOf(' ') + 1));
    }

    private List<String> translated(List<String> command, List<String> rest) {
        var options = KafkaScripts.BY_COMMAND.get(String.join(" ", command));
        var to = new RewrittenArguments();
        for (int i = 0; i < rest.size(); i++) {
            var argument = rest.get(i);
            var old = options.get(name(argument));
            if (argument.equals("--")) {
                rest.subList(i, rest.size()).forEach(to::add);
                break;
            }
            if (old == null) {
                to.add(argument);
                if (i + 1 < rest.size() && takesValue.test(command, argument)) {
                    to.add(rest.get(++i));
                }
                continue;
            }
            to.begin(name(argument));
            i += translate(old, argument, i + 1 < rest.size() ? rest.get(i + 1) : null, to);
        }
        addLineFormat(command, to);
        return to.after(command);
    }

    /** Translates one option and returns the number of following arguments that belong to it. */
    private static int translate(ScriptOption old, String argument, String next, RewrittenArguments to) {
        int equals = argument.indexOf('=');
        if (equals > 0 && old.value() != Value.NONE) {
            old.effect().accept(to, argument.substring(equals + 1));
            return 0;
        }
        boolean hasNext = next != null && (old.value() == Value.REQUIRED || !next.startsWith("-"));
        if (old.value() == Value.REQUIRED && !hasNext) {
            throw CliException.usage(argument + " needs a value");
        }
        boolean takesNext = old.value() != Value.NONE && hasNext;
        old.effect().accept(to, takesNext ? next : null);
        return takesNext ? 1 : 0;
    }

    private static void addLineFormat(List<String> command, RewrittenArguments to) {
        if (command.get(0).equals("produce")) {
            LineProperties.ofProducer(to);
        } else if (command.get(0).equals("consume")) {
            LineProperties.ofConsumer(to);
        }
    }

    /** The command, of one or two words. */
    private static List<String> command(List<String> arguments) {
        Map<String, ?> known = KafkaScripts.BY_COMMAND;
        boolean hasTwoWords = arguments.size() > 1 && known.containsKey(arguments.get(0) + " " + arguments.get(1));
        return List.copyOf(arguments.subList(0, hasTwoWords ? 2 : 1));
    }

    private static String name(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }
}
