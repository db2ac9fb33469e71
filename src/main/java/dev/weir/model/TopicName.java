package dev.weir.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a topic, valid by construction.
 *
 * <p>The rules are the broker's, checked here to save a request to it.
 *
 * @param value 1 to 249 of the characters {@code a-z A-Z 0-9 . _ -}, other than {@code .} and {@code ..}
 */
public record TopicName(@JsonValue String value) implements Comparable<TopicName> {

    /** The maximum number of characters; Kafka names a directory after the topic. */
    public static final int MAX_LENGTH = 249;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TopicName {
        if (!isLegal(value)) {
            throw Failure.invalid(
                    "Not a topic name: '%s'. It takes 1 to 249 of the characters a-z A-Z 0-9 . _ - and is not . or .."
                            .formatted(Printable.of(value)));
        }
    }

    /** A loop and no regular expression, because it runs for every record that is sent. */
    private static boolean isLegal(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean isDigit = c >= '0' && c <= '9';
            if (!isLetter && !isDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MAX_LENGTH && !name.equals(".") && !name.equals("..");
    }

    /** Whether this is an internal topic of Kafka, such as {@code __consumer_offsets}. */
    public boolean isInternal() {
        return isInternal(value);
    }

    /** As {@link #isInternal()}, for a name from Kafka. */
    public static boolean isInternal(String name) {
        return name.startsWith("__");
    }

    /**
     * Rejects an internal topic unless the client asks for it explicitly.
     *
     * @param internal whether internal topics may be read
     * @throws Failure {@link Failure.Kind#FORBIDDEN} for an internal topic
     */
    public TopicName checkReadable(boolean internal) {
        if (isInternal() && !internal) {
            throw Failure.forbidden("Topic '%s' is Kafka's own (it begins with __); add ?internal=true if it is meant"
                    .formatted(value));
        }
        return this;
    }

    /** As a record's own, for which a JVM would generate classes at each start. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TopicName topic && value.equals(topic.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(TopicName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
