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
 * Turns options of Kafka's own scripts, written behind a command of ours, into ours: {@code produce --topic orders}.
 *
 * <p>Options that are ours already stay, with their values.
 */
public final class ScriptSpelling {

    private final BiPredicate<List<String>, String> takesValue;

    /**
     * A spelling.
     *
     * @param takesValue whether an option of ours, of the command of these words, takes the next word as its value
     */
    public ScriptSpelling(BiPredicate<List<String>, String> takesValue) {
        this.takesValue = takesValue;
    }

    /**
     * The same command in our words; the arguments themselves where they are ours already.
     *
     * @param arguments of which the first is a command
     * @throws CliException for what the scripts have and we do not
     */
    public List<String> modern(List<String> arguments) {
        var command = command(arguments);
        var rest = new ArrayList<>(arguments.subList(command.size(), arguments.size()));
        for (int i = 0; i < rest.size(); i++) {
            var action = KafkaScripts.ACTIONS.get(command.get(0) + " " + rest.get(i));
            if (command.size() == 1 && action != null) {
                command = List.of(action.split(" "));
                rest.remove(i);
                if (action.equals("topic delete")) {
                    // The scripts do not ask.
                    rest.add("--yes");
                }
                return rewritten(command, rest);
            }
        }
        var options = KafkaScripts.BY_COMMAND.get(String.join(" ", command));
        boolean isOld = options != null && rest.stream().anyMatch(argument -> options.containsKey(name(argument)));
        return isOld ? rewritten(command, rest) : arguments;
    }

    /** Whether arguments without a command have an option that only Kafka's scripts have. */
    public static boolean isOfScripts(List<String> arguments) {
        return arguments.stream().anyMatch(argument -> KafkaScripts.OF_SCRIPTS_ONLY.contains(name(argument)));
    }

    /** The same with the command in front whose script has such options. */
    public static List<String> withCommand(List<String> arguments) {
        var names = arguments.stream().map(ScriptSpelling::name).collect(Collectors.toSet());
        String command;
        if (names.contains("--topic") && KafkaScripts.ACTIONS.keySet().stream().noneMatch(hasAction(names))) {
            boolean isProducer = names.stream().anyMatch(KafkaScripts.OF_PRODUCER_ONLY::contains);
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

    private List<String> rewritten(List<String> command, List<String> rest) {
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
            i += turned(old, argument, i + 1 < rest.size() ? rest.get(i + 1) : null, to);
        }
        finish(command, to);
        return to.behind(command);
    }

    /** Turns one option and says how many words behind it belong to it. */
    private static int turned(ScriptOption old, String argument, String next, RewrittenArguments to) {
        int equals = argument.indexOf('=');
        if (equals > 0 && old.value() != Value.NONE) {
            old.effect().accept(to, argument.substring(equals + 1));
            return 0;
        }
        boolean hasNext = next != null && (old.value() == Value.REQUIRED || !next.startsWith("-"));
        if (old.value() == Value.REQUIRED && !hasNext) {
            throw CliException.usage(argument + " needs a value");
        }
        boolean takes = old.value() != Value.NONE && hasNext;
        old.effect().accept(to, takes ? next : null);
        return takes ? 1 : 0;
    }

    private static void finish(List<String> command, RewrittenArguments to) {
        if (command.get(0).equals("produce")) {
            LineProperties.ofProducer(to);
        } else if (command.get(0).equals("consume")) {
            LineProperties.ofConsumer(to);
        }
    }

    /** One word or two. */
    private static List<String> command(List<String> arguments) {
        Map<String, ?> known = KafkaScripts.BY_COMMAND;
        boolean isTwo = arguments.size() > 1 && known.containsKey(arguments.get(0) + " " + arguments.get(1));
        return List.copyOf(arguments.subList(0, isTwo ? 2 : 1));
    }

    private static String name(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }
}
