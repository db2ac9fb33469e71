package dev.weir.cli;

import dev.weir.cli.text.FileArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, which picocli does not write: one line for each subcommand and option. */
final class FishCompletion {

    /** Words that do not begin with a dash; values of options are among them, but stand behind the command. */
    private static final String FUNCTIONS = """
            function __%1$s_words
                for word in (commandline -opc)[2..-1]
                    string match -q -- '-*' $word; or echo $word
                end
            end

            function __%1$s_is
                set -l words (__%1$s_words)
                test "$words" = "$argv"
            end

            function __%1$s_below
                set -l words (__%1$s_words)
                set -l depth (count $argv)
                test (count $words) -ge $depth; and test "$words[1..$depth]" = "$argv"
            end

            complete -c %2$s -f""";

    private final String program;
    private final String function;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
        function = "__" + program.replace('-', '_');
        lines.add(FUNCTIONS.formatted(program.replace('-', '_'), program));
    }

    /**
     * The lines of the script.
     *
     * @param root the command that is the program, with all subcommands
     */
    static List<String> of(String program, CommandLine root) {
        var script = new FishCompletion(program);
        script.add(List.of(), root);
        return script.lines;
    }

    private void add(List<String> path, CommandLine command) {
        command.getSubcommands()
                .forEach((name, sub) -> complete(
                        condition("is", path),
                        "-a " + name,
                        sub.getCommandSpec().usageMessage().description()));
        var options = command.getCommandSpec().options().stream().filter(option -> !option.hidden());
        // The options of the program itself stand before a command.
        var condition = path.isEmpty() ? condition("is", path) : condition("below", path);
        options.forEach(option -> complete(condition, names(option) + value(option), option.description()));
        command.getCommandSpec().positionalParameters().forEach(parameter -> candidates(parameter)
                .forEach(word -> complete(condition("is", path), "-a " + word, parameter.description())));
        command.getSubcommands()
                .forEach((name, sub) ->
                        add(Stream.concat(path.stream(), Stream.of(name)).toList(), sub));
    }

    private void complete(String condition, String what, String... description) {
        lines.add("complete -c %s -n '%s' %s -d '%s'"
                .formatted(
                        program,
                        condition,
                        what,
                        String.join(" ", description).replace("\\", "\\\\").replace("'", "\\'")));
    }

    private String condition(String asked, List<String> path) {
        return String.join(
                " ",
                Stream.concat(Stream.of(function + "_" + asked), path.stream()).toList());
    }

    private static String names(OptionSpec option) {
        return String.join(
                " ", Stream.of(option.names()).map(FishCompletion::name).toList());
    }

    private static String name(String name) {
        if (name.startsWith("--")) {
            return "-l " + name.substring(2);
        }
        return (name.length() == 2 ? "-s " : "-o ") + name.substring(1);
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        if (option.type() == FileArgument.class) {
            return " -r -F";
        }
        var candidates = candidates(option).toList();
        return candidates.isEmpty() ? " -x" : " -x -a '" + String.join(" ", candidates) + "'";
    }

    /** Of an enum in lower case, as the help shows them; each is accepted in any case. */
    private static Stream<String> candidates(ArgSpec argument) {
        var candidates = argument.completionCandidates();
        if (candidates == null) {
            return Stream.of();
        }
        var words = StreamSupport.stream(candidates.spliterator(), false);
        return argument.type().isEnum() ? words.map(word -> word.toLowerCase(Locale.ROOT)) : words;
    }
}
