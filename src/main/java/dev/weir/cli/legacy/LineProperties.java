package dev.weir.cli.legacy;

import dev.weir.cli.terminal.CliException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code --property} says of the lines that Kafka's console producer reads and its console consumer writes. */
final class LineProperties {

    private static final String TAB = "\\t";

    private LineProperties() {}

    /** Adds what the producer's become. */
    static void ofProducer(RewrittenArguments to) {
        var left = new HashMap<>(to.properties());
        var separator = escaped(left.remove("key.separator"), TAB);
        if (isTrue(left.remove("parse.key"))) {
            to.add("--key-delimiter=" + separator);
        }
        var absent = left.remove("null.marker");
        if (absent != null) {
            to.add("--null=" + absent);
        }
        // The lines behind one that is wrong are sent here in any case.
        left.remove("ignore.error");
        if (isTrue(left.remove("parse.headers"))) {
            throw CliException.usage(
                    "parse.headers has nothing like it here; --header gives the same to all records, and "
                            + "--format ndjson has lines with headers of their own");
        }
        refuse(left);
    }

    /** Adds what the consumer's become: a template where more than key and value are to be seen. */
    static void ofConsumer(RewrittenArguments to) {
        var left = new HashMap<>(to.properties());
        if (left.isEmpty()) {
            return;
        }
        var separator = escaped(left.remove("key.separator"), TAB);
        var lineEnd = escaped(left.remove("line.separator"), "\\n");
        var absent = left.getOrDefault("null.literal", "null");
        left.remove("null.literal");
        left.remove("headers.separator");
        var parts = parts(left);
        List.of("key.deserializer", "value.deserializer").forEach(name -> checkDeserializer(left.remove(name)));
        refuse(left);
        to.add("--template=" + String.join(separator.replace("%", "%%"), parts) + lineEnd.replace("%", "%%"));
        to.add("--null=" + absent);
        to.add("--delimiter=");
    }

    /** In the order of Kafka's formatter. */
    private static List<String> parts(Map<String, String> left) {
        List<String> parts = new ArrayList<>();
        addIf(isTrue(left.remove("print.timestamp")), parts, "CreateTime:%T");
        addIf(isTrue(left.remove("print.partition")), parts, "Partition:%p");
        addIf(isTrue(left.remove("print.offset")), parts, "Offset:%o");
        if (isTrue(left.remove("print.delivery"))) {
            throw CliException.usage("print.delivery is for share groups, which are not read here");
        }
        addIf(isTrue(left.remove("print.headers")), parts, "%h");
        addIf(isTrue(left.remove("print.key")), parts, "%k");
        var value = left.remove("print.value");
        addIf(value == null || isTrue(value), parts, "%v");
        return parts;
    }

    private static void addIf(boolean wanted, List<String> parts, String part) {
        if (wanted) {
            parts.add(part);
        }
    }

    private static void checkDeserializer(String name) {
        if (name != null && !name.matches(KafkaScripts.PLAIN_DESERIALIZER)) {
            throw CliException.usage("There are no deserializers here: records are shown as the bytes they are, or by "
                    + "--output and --encoding");
        }
    }

    private static boolean isTrue(String value) {
        return "true".equalsIgnoreCase(value);
    }

    /** Kafka takes separators as they are. */
    private static String escaped(String text, String otherwise) {
        return text == null ? otherwise : text.replace("\\", "\\\\");
    }

    private static void refuse(Map<String, String> left) {
        left.keySet().stream().sorted().findFirst().ifPresent(name -> {
            throw CliException.usage("--property %s has nothing like it here".formatted(name));
        });
    }
}
