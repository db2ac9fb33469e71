package dev.weir.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a consumer group, valid by construction.
 *
 * <p>Kafka accepts any text; invisible and very long ids are rejected here, because they are mistakes.
 *
 * @param value 1 to 255 characters, not all of them blank, none of them a control character
 */
public record GroupId(@JsonValue String value) implements Comparable<GroupId> {

    private static final int MAX_LENGTH = 255;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupId {
        if (value.isBlank() || value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw Failure.invalid("Not a group: '%s'. It takes 1 to %d characters that can be seen"
                    .formatted(Printable.of(value), MAX_LENGTH));
        }
    }

    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
