package dev.weir.cli.legacy;

import dev.weir.cli.terminal.CliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command line on its way from the spelling of Kafka's scripts to ours. */
final class RewrittenArguments {

    private final List<String> words = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private String current;

    /** The option that is being turned. */
    String current() {
        return current;
    }

    void begin(String option) {
        current = option;
    }

    void add(String word) {
        words.add(word);
    }

    /** Puts a name, of topics or of a group, behind the command. */
    void addName(String name) {
        names.addAll(List.of(name.split(",", -1)));
    }

    /** Keeps {@code name=value} for when all are known. */
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

    /** The whole, behind the words of the command. */
    List<String> behind(List<String> command) {
        var all = new ArrayList<>(command);
        all.addAll(names);
        all.addAll(words);
        return all;
    }
}
