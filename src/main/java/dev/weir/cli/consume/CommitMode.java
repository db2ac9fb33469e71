package dev.weir.cli.consume;

import java.util.Locale;

/** When a group is told how far it has got; never before what was read is written out. */
enum CommitMode {
    /** Every second, when partitions go to somebody else, and at the end. */
    AUTO,
    /** After each record. */
    EACH,
    /** Once, when all is done. */
    END,
    /** Not at all. */
    NEVER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
