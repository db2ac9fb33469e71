package dev.weir.http.access;

import java.util.Locale;

/** A right of a client, as configuration names it. */
public enum Action {
    /** Send records to a topic, and follow the receipts of them. */
    PRODUCE(true),
    /** Read the records of a topic, and be a member of a group. */
    READ(false),
    /** See that a topic or a group exists, and what it is like. */
    DESCRIBE(false),
    /** Move or delete what a group has committed. */
    OFFSETS(true),
    /** Create a topic. */
    CREATE(true),
    /** Change the partitions or the settings of a topic. */
    ALTER(true),
    /** Delete a topic or a group. */
    DELETE(true),
    /** Delete the oldest records of a topic. */
    TRUNCATE(true),
    /** Run generators of records. */
    GENERATE(true),
    /** Send dead letters of a topic back. */
    DEAD_LETTERS(true),
    /** Read the metrics of Weir itself. */
    METRICS(false);

    private final boolean changing;

    Action(boolean changing) {
        this.changing = changing;
    }

    /** Whether a call of this kind changes something. */
    public boolean isChanging() {
        return changing;
    }

    /** The name in configuration, documents and answers. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
