package dev.weir.model;

/** Names a record for people: {@code topic[partition]@offset}. */
public final class RecordPosition {

    private RecordPosition() {}

    /** The text of a position in logs, messages and dead letters. */
    public static String text(String topic, int partition, long offset) {
        return "%s[%d]@%d".formatted(topic, partition, offset);
    }
}
