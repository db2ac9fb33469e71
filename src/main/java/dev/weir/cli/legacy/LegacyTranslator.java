package dev.weir.cli.legacy;

import java.util.ArrayList;
import java.util.List;

/** Translates the parsed arguments of an older tool to the syntax of kafka-cli. */
final class LegacyTranslator {

    private LegacyTranslator() {}

    /** The same command in the syntax of kafka-cli. */
    static List<String> translate(LegacyArguments old) {
        return switch (old.command()) {
            case LIST -> old.includesInternal() ? with(old, "topics", "--internal") : with(old, "topics");
            case QUERY -> with(old.topics(), old, "topic", "describe");
            case CREATE -> create(old);
            case ALTER -> alter(old);
            case DELETE -> with(old.topics(), old, "topic", "delete", "--yes");
            case CONSUME -> consume(old);
            case PRODUCE -> produce(old);
        };
    }

    /** With create and alter {@code -partition} is a count, with other commands the number of a partition. */
    private static List<String> create(LegacyArguments old) {
        var arguments = with(old.topics(), old, "topic", "create");
        arguments.add("--partitions=" + (old.value("partition", "0").equals("0") ? "1" : old.value("partition", "1")));
        arguments.add("--replicas=" + old.value("replica", "1"));
        if (old.ifNotExists()) {
            arguments.add("--if-not-exists");
        }
        return arguments;
    }

    private static List<String> alter(LegacyArguments old) {
        var arguments = with(old.topics(), old, "topic", "alter");
        if (old.value("partition", null) != null) {
            arguments.add("--partitions=" + old.value("partition", null));
        }
        return arguments;
    }

    private static List<String> consume(LegacyArguments old) {
        var arguments = with(old.topics(), old, "consume");
        arguments.add("--from=" + old.from());
        if (old.value("partition", null) != null || old.hasCommand()) {
            arguments.add("--partition=" + old.value("partition", "0"));
        }
        if (old.value("group", null) != null) {
            arguments.add("--group=" + old.value("group", null));
        }
        return arguments;
    }

    private static List<String> produce(LegacyArguments old) {
        var arguments = with(old.topics(), old, "produce");
        if (old.value("partition", null) != null || old.hasCommand()) {
            arguments.add("--partition=" + old.value("partition", "0"));
        }
        for (var name : List.of("key", "value")) {
            if (old.value(name, null) != null) {
                arguments.add("--" + name + "=" + old.value(name, null));
            }
        }
        return arguments;
    }

    private static List<String> with(LegacyArguments old, String... command) {
        return with(List.of(), old, command);
    }

    private static List<String> with(List<String> topics, LegacyArguments old, String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(topics);
        arguments.addAll(old.connection());
        return arguments;
    }
}
