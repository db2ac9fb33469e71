package dev.weir.cli.legacy;

import dev.weir.cli.terminal.CliException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Translates {@code --property}, which sets the line format of Kafka's console producer and console consumer. */
final class LineProperties {

    private static final String TAB = "\\t";

    private LineProperties() {}

    /** Adds the options for the properties of the console producer. */
    static void ofProducer(RewrittenArguments to) {
        var properties = new HashMap<>(to.properties());
        var separator = escaped(properties.remove("key.separator"), TAB);
        if (isTrue(properties.remove("parse.key"))) {
            to.add("--key-delimiter=" + separator);
        }
        var absent = properties.remove("null.marker");
        if (absent != null) {
            to.add("--null=" + absent);
        }
        // kafka-cli always continues after an invalid line.
        properties.remove("ignore.error");
        if (isTrue(properties.remove("parse.headers"))) {
            throw CliException.usage("parse.headers is not supported; --header adds a header to all records, and "
                    + "with --format ndjson each line has its own headers");
        }
        rejectOthers(properties);
    }

    /** Adds the options for the properties of the console consumer, which become a template. */
    static void ofConsumer(RewrittenArguments to) {
        var properties = new HashMap<>(to.properties());
        if (properties.isEmpty()) {
            return;
        }
        var separator = escaped(properties.remove("key.separator"), TAB);
        var lineEnd = escaped(properties.remove("line.separator"), "\\n");
        var absent = properties.getOrDefault("null.literal", "null");
        properties.remove("null.literal");
        properties.remove("headers.separator");
        var parts = parts(properties);
        List.of("key.deserializer", "value.deserializer").forEach(name -> checkDeserializer(properties.remove(name)));
        rejectOthers(properties);
        to.add("--template=" + String.join(separator.replace("%", "%%"), parts) + lineEnd.replace("%", "%%"));
        to.add("--null=" + absent);
        to.add("--delimiter=");
    }

    /** In the order of Kafka's DefaultMessageFormatter. */
    private static List<String> parts(Map<String, String> properties) {
        List<String> parts = new ArrayList<>();
        addIf(isTrue(properties.remove("print.timestamp")), parts, "CreateTime:%T");
        addIf(isTrue(properties.remove("print.partition")), parts, "Partition:%p");
        addIf(isTrue(properties.remove("print.offset")), parts, "Offset:%o");
        if (isTrue(properties.remove("print.delivery"))) {
            throw CliException.usage("print.delivery is for share groups, which kafka-cli does not support");
        }
        addIf(isTrue(properties.remove("print.headers")), parts, "%h");
        addIf(isTrue(properties.remove("print.key")), parts, "%k");
        var value = properties.remove("print.value");
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
            throw CliException.usage("kafka-cli has no deserializers: records are written as bytes, or as set by "
                    + "--output and --encoding");
        }
    }

    private static boolean isTrue(String value) {
        return "true".equalsIgnoreCase(value);
    }

    /** Kafka's scripts do not decode escapes in separators. */
    private static String escaped(String text, String defaultText) {
        return text == null ? defaultText : text.replace("\\", "\\\\");
    }

    private static void rejectOthers(Map<String, String> properties) {
        properties.keySet().stream().sorted().findFirst().ifPresent(name -> {
            throw CliException.usage("--property %s is not supported".formatted(name));
        });
    }
}
