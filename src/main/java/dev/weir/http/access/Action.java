package dev.weir.http.access;

import java.util.Locale;

/** A right of a client, as configuration names it. */
public enum Action {
    /** Send records to a topic, and follow the receipts of them. */
    PRODUCE,
    /** Read the records of a topic, and be a member of a group. */
    READ,
    /** List and describe a topic or a group. */
    DESCRIBE,
    /** Reset or delete the committed offsets of a group. */
    OFFSETS,
    /** Create a topic. */
    CREATE,
    /** Change the partitions or the settings of a topic. */
    ALTER,
    /** Delete a topic or a group. */
    DELETE,
    /** Delete the oldest records of a topic. */
    TRUNCATE,
    /** Run generators of records. */
    GENERATE,
    /** Send dead letters of a topic back. */
    DEAD_LETTERS,
    /** Pause and resume pushes of a topic, and send its records again. */
    PUSHES,
    /** Read the metrics of Weir itself. */
    METRICS;

    /** The name in configuration, documents and answers. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
