package dev.weir.cli.consume;

import java.util.Locale;

/** When offsets are committed; always after the records have been written to standard output. */
enum CommitMode {
    /** Every second, before partitions are revoked, and at the end. */
    AUTO,
    /** After each record. */
    EACH,
    /** Once, at the end. */
    END,
    /** Never. */
    NEVER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
