package dev.weir.promise;

/** A condition that must never occur. */
enum Rule {
    /** Acknowledged, but not in the log. */
    LOST("lost"),
    /** Acknowledged, and in the log more than once. */
    DUPLICATE("duplicates"),
    /** Of unknown outcome, and in the log more than once. */
    REPEATED("unknown twice"),
    /** Refused, but in the log. */
    ABORTED_READ("aborted reads"),
    /** In the log, but never sent. */
    PHANTOM("phantoms"),
    /** Acknowledged at an offset with another record, or with none. */
    WRONG_RECEIPT("wrong receipts"),
    /** Acknowledged before a record of the same key and partition that was sent earlier. */
    REORDER("reorders"),
    /** Acknowledged at an offset below one that had been acknowledged before the request began. */
    STALE_OFFSET("stale offsets"),
    /** The response arrived after the timeout, or not at all. */
    LATE("late"),
    /** Fewer than five records acknowledged in time after a fault was over. */
    NO_RECOVERY("no recovery"),
    /** A response that the API does not describe. */
    BAD_ANSWER("bad answers");

    private final String plural;

    Rule(String plural) {
        this.plural = plural;
    }

    String plural() {
        return plural;
    }
}
