package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.terminal.CliConsole;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/**
 * A program that runs the command lines that it reads, one after the other in one JVM, and fails where one of them does
 * or where a command is missing among them.
 *
 * <p>A line is words parted by spaces, and behind {@code <<<} what is on standard input.
 */
public final class CommandSession {

    private CommandSession() {}

    /** Reads standard input to its end. */
    public static void main(String... arguments) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        var failures = new ArrayList<String>();
        var missing = new TreeSet<String>();
        collect(new CommandTree(console("", new ByteArrayOutputStream())).commandLine(), "", missing);
        for (var line : lines) {
            var halves = line.split("<<<", 2);
            var words = List.of(halves[0].strip().split(" "));
            missing.removeIf(command -> (String.join(" ", words) + " ").startsWith(command + " "));
            var output = new ByteArrayOutputStream();
            int exit = new KafkaCli(console(halves.length > 1 ? halves[1] + "\n" : "", output))
                    .run(words.toArray(String[]::new));
            if (exit != 0) {
                failures.add(exit + ": " + line + ": " + output.toString(UTF_8));
            }
        }
        missing.forEach(command -> failures.add("no line runs the command: " + command));
        failures.forEach(System.out::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static void collect(CommandLine command, String prefix, Set<String> leaves) {
        command.getSubcommands().forEach((name, below) -> {
            var words = (prefix + " " + name).strip();
            if (below.getSubcommands().isEmpty()) {
                leaves.add(words);
            }
            collect(below, words, leaves);
        });
    }

    private static CliConsole console(String input, ByteArrayOutputStream output) {
        return new CliConsole(
                new ByteArrayInputStream(input.getBytes(UTF_8)), output, output, Set.of(), Map.copyOf(System.getenv()));
    }
}
