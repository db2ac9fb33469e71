package dev.weir.consumers.instance;

/** Why an instance is closed. */
public enum CloseReason {
    /** Its client is done, and so are all records that it was given. */
    DELETED,
    /** Its client has not come for long; the records that it was given last may not be processed. */
    IDLE,
    /** Weir shuts down; likewise. */
    SHUTDOWN,
    /** Another node goes on with it: it stays in its group, and other members notice nothing. */
    HANDED_OVER,
    /** Another node may have gone on with it already: nothing is committed any more. */
    LOST;

    /** Whether the instance is over for its group too. */
    boolean leavesGroup() {
        return this != HANDED_OVER && this != LOST;
    }
}
