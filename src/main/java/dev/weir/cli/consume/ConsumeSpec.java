package dev.weir.cli.consume;

import dev.weir.reading.OffsetExpression;

/**
 * What is to be read, from where to where, and for whom.
 *
 * @param group null to read for nobody: then nothing is committed
 * @param from where to begin; {@link OffsetExpression#COMMITTED} only with a group, and then the beginning where it has
 *     nothing stored
 * @param to the first place that is not read any more; null for none
 * @param exit whether the end as it is at the start is one too
 * @param count how many records to write at the most; {@link Long#MAX_VALUE} for any number
 */
record ConsumeSpec(
        PartitionSelection wanted,
        String group,
        CommitMode commit,
        OffsetExpression from,
        OffsetExpression to,
        boolean exit,
        long count) {

    /** Whether Kafka shares out the partitions among the members of the group. */
    boolean isShared() {
        return group != null && wanted.partitions().isEmpty();
    }

    /**
     * Whether what the group has stored comes before where to begin.
     *
     * <p>It does, so that a group that begins at the end does not skip what came while it was away; but a number or a
     * time is taken at its word by who takes partitions by hand.
     */
    boolean isResuming() {
        return group != null
                && (isShared()
                        || switch (from.kind()) {
                            case COMMITTED, EARLIEST, LATEST -> true;
                            case OFFSET, LAST, TIMESTAMP -> false;
                        });
    }

    /** Where to begin where nothing is stored. */
    OffsetExpression otherwise() {
        return from.kind() == OffsetExpression.Kind.COMMITTED ? OffsetExpression.EARLIEST : from;
    }

    /** Whether it ends by itself. */
    boolean isBounded() {
        return exit || to != null || count < Long.MAX_VALUE;
    }

    /** Whether somebody wants to know how far it got. */
    boolean isCommitting() {
        return group != null && commit != CommitMode.NEVER;
    }
}
