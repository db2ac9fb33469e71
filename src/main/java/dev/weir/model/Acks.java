package dev.weir.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The replicas that must have a record before its send completes; Kafka's {@code acks}. */
public enum Acks {
    /** Every in-sync replica ({@code -1}). */
    ALL,
    /** The leader's own log ({@code 1}); lost if the leader fails before a follower has it. */
    LEADER,
    /** No broker ({@code 0}); neither offset nor failure is known. */
    NONE;

    /**
     * Parses a name or Kafka's number.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    @JsonCreator
    public static Acks fromString(String text) {
        return switch (text) {
            case "all", "-1" -> ALL;
            case "leader", "1" -> LEADER;
            case "none", "0" -> NONE;
            default ->
                throw Failure.invalid("acks is all, leader or none (or -1, 1, 0), not '" + Printable.of(text) + "'");
        };
    }

    /** The value of the producer's setting {@code acks}. */
    public String setting() {
        return switch (this) {
            case ALL -> "all";
            case LEADER -> "1";
            case NONE -> "0";
        };
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
