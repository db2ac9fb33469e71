package dev.weir.consumers;

/** Why an instance is closed. */
enum CloseReason {
    /** Its client is done, and so are all records that it was given. */
    DELETED,
    /** Its client has not come for long; the records that it was given last may not be processed. */
    IDLE,
    /** Weir shuts down; likewise. */
    SHUTDOWN
}
