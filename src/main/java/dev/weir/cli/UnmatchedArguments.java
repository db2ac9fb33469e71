package dev.weir.cli;

import dev.weir.cli.text.Suggestions;
import dev.weir.model.Printable;
import java.util.Collection;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says which argument a command does not take, and which one is probably meant. */
final class UnmatchedArguments {

    private UnmatchedArguments() {}

    /** One sentence without a full stop; it has the name of an option, and not its value, which may be a password. */
    static String problem(UnmatchedArgumentException unmatched) {
        var command = unmatched.getCommandLine();
        var arguments = unmatched.getUnmatched();
        if (unmatched.isUnknownOption()) {
            var option = arguments.stream()
                    .filter(argument -> argument.startsWith("-"))
                    .findFirst()
                    .orElse(arguments.get(0));
            int equals = option.indexOf('=');
            return unknown(
                    "option",
                    equals < 0 ? option : option.substring(0, equals),
                    command.getCommandSpec().optionsMap().keySet());
        }
        var commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "Unexpected argument '%s'".formatted(Printable.escape(arguments.get(0)))
                : unknown("command", arguments.get(0), commands);
    }

    private static String unknown(String what, String name, Collection<String> known) {
        var problem = "Unknown %s '%s'".formatted(what, Printable.escape(name));
        // Every option of one letter is near to every other.
        boolean isLetter = name.startsWith("-") && !name.startsWith("--");
        return isLetter
                ? problem
                : Suggestions.question(name, known)
                        .map(question -> problem + "; " + question)
                        .orElse(problem);
    }
}
