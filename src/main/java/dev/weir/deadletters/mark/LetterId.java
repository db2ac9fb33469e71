package dev.weir.deadletters.mark;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;

/**
 * A dead letter, also after its topic was deleted and created again under its name.
 *
 * @param topicId Kafka's id of the topic
 */
public record LetterId(Uuid topicId, int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("([a-zA-Z0-9_-]{22}):(\\d{1,9}):(\\d{1,18})");

    /** The id as the key of a mark has it; empty for anything else. */
    static Optional<LetterId> parse(String text) {
        var parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new LetterId(
                        Uuid.fromString(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topicId + ":" + partition + ":" + offset;
    }
}
