package dev.weir.consumers.instance;

/**
 * Numbers what a commit without offsets would cover, so that a client can commit on condition that it is still that.
 *
 * <p>The number grows by one with every written response that has records, and where records of former responses are
 * taken back before they were committed. Used on one strand; see RATIONALE.md, "A commit can name the response that it
 * is for".
 */
final class DeliveryVersion {

    private long issued;
    private long current;
    private long inFlight;

    /**
     * Nothing is handed out yet.
     *
     * @param first differs from the numbers of every instance that had the same name before
     */
    DeliveryVersion(long first) {
        issued = first;
        current = first;
    }

    /** The number of what is delivered. */
    long current() {
        return current;
    }

    /** A response with records is being written. */
    void begin() {
        inFlight = ++issued;
    }

    /** The number of the response that is being written; it becomes the current one once it is written. */
    long inFlight() {
        return inFlight;
    }

    /** The response was written, or could not be; then the next one has its number. */
    void settle(boolean isWritten) {
        boolean isLast = issued == inFlight;
        if (isWritten) {
            current = isLast ? inFlight : ++issued;
        } else if (isLast) {
            issued--;
        }
    }

    /** Records that are delivered, or are being written, are taken back: no response has the new number yet. */
    void revoke() {
        current = ++issued;
    }
}
