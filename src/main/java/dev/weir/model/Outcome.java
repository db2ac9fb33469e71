package dev.weir.model;

/**
 * The outcome of sending a record: its partition and offset, or a failure.
 *
 * @param stored partition and offset; null when it failed
 * @param failure why it failed, or {@link Failure.Kind#UNKNOWN_OUTCOME}; null when it was stored
 */
public record Outcome(StoredRecord stored, Failure failure) {

    /** The record is where it was to go. */
    public static Outcome of(StoredRecord stored) {
        return new Outcome(stored, null);
    }

    /** The record is not there, or nobody knows. */
    public static Outcome of(Failure failure) {
        return new Outcome(null, failure);
    }

    /** Whether the record was stored as asked for. */
    public boolean isStored() {
        return stored != null;
    }
}
