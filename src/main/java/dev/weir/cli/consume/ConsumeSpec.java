package dev.weir.cli.consume;

import dev.weir.cli.consume.selection.PartitionSelection;
import dev.weir.reading.OffsetExpression;

/**
 * The records that the command consumes.
 *
 * @param group null for no group: then nothing is committed
 * @param from the start; {@link OffsetExpression#COMMITTED} only with a group, and then the earliest offset of
 *     partitions without a committed one
 * @param to the first offset that is not read; null for none
 * @param exit whether the command ends at the latest offsets of its start
 * @param count maximum number of records to write; {@link Long#MAX_VALUE} for no limit
 */
record ConsumeSpec(
        PartitionSelection selection,
        String group,
        CommitMode commit,
        OffsetExpression from,
        OffsetExpression to,
        boolean exit,
        long count) {

    /** Whether the group assigns the partitions to its members. */
    boolean isSubscribed() {
        return group != null && selection.partitions().isEmpty();
    }

    /**
     * Whether committed offsets take precedence over {@code from}.
     *
     * <p>They do, so that a group that started at the latest offset does not skip records that arrived while it was not
     * running; with manually assigned partitions an offset or a time in {@code from} takes precedence.
     */
    boolean isResuming() {
        return group != null
                && (isSubscribed()
                        || switch (from.kind()) {
                            case COMMITTED, EARLIEST, LATEST -> true;
                            case OFFSET, LAST, TIMESTAMP -> false;
                        });
    }

    /** The start of partitions without a committed offset. */
    OffsetExpression initial() {
        return from.kind() == OffsetExpression.Kind.COMMITTED ? OffsetExpression.EARLIEST : from;
    }

    /** Whether the command ends without a signal. */
    boolean isBounded() {
        return exit || to != null || count < Long.MAX_VALUE;
    }

    /** Whether offsets are committed. */
    boolean isCommitting() {
        return group != null && commit != CommitMode.NEVER;
    }
}
