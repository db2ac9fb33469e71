package dev.weir.cli.deadletters;

import dev.weir.cli.terminal.CliException;
import dev.weir.model.Printable;
import dev.weir.model.TopicName;
import java.util.regex.Pattern;

/** The position of a dead letter, as an argument has it. */
record LetterPosition(TopicName topic, int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("(.+):(\\d{1,9}):(\\d{1,18})");

    static LetterPosition parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw CliException.usage("A dead letter is TOPIC:PARTITION:OFFSET, for example orders.dead:0:4, not '%s'"
                    .formatted(Printable.escape(text)));
        }
        return new LetterPosition(
                new TopicName(parts.group(1)).checkReadable(false),
                Integer.parseInt(parts.group(2)),
                Long.parseLong(parts.group(3)));
    }

    /** A position as text; absent parts are {@code ?}. */
    static String text(String topic, Integer partition, Long offset) {
        return "%s:%s:%s".formatted(topic, partition == null ? "?" : partition, offset == null ? "?" : offset);
    }
}
