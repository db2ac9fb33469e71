package dev.weir.cli.legacy;

import dev.weir.cli.terminal.CliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the arguments that replace those of a Kafka script. */
final class RewrittenArguments {

    private final List<String> options = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private String current;

    /** The option being translated. */
    String current() {
        return current;
    }

    void begin(String option) {
        current = option;
    }

    void add(String argument) {
        options.add(argument);
    }

    /** Adds names of topics or groups as positional parameters. */
    void addName(String name) {
        names.addAll(List.of(name.split(",", -1)));
    }

    /** Stores {@code name=value}; {@link LineProperties} translates all of them together. */
    void property(String text) {
        int end = text.indexOf('=');
        if (end < 1) {
            throw CliException.usage("%s is NAME=VALUE, not '%s'".formatted(current, text));
        }
        properties.put(text.substring(0, end), text.substring(end + 1));
    }

    Map<String, String> properties() {
        return properties;
    }

    /** All arguments, after the command. */
    List<String> after(List<String> command) {
        var all = new ArrayList<>(command);
        all.addAll(names);
        all.addAll(options);
        return all;
    }
}
