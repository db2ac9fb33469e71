package dev.weir.model;

/**
 * The outcome of sending a record: its partition and offset, or a failure.
 *
 * @param stored partition and offset; null when it failed
 * @param failure of any kind, {@link Failure.Kind#UNKNOWN_OUTCOME} among them; null when it was stored
 */
public record Outcome(StoredRecord stored, Failure failure) {

    /** The record is stored. */
    public static Outcome of(StoredRecord stored) {
        return new Outcome(stored, null);
    }

    /** The record is not stored, or the outcome is unknown. */
    public static Outcome of(Failure failure) {
        return new Outcome(null, failure);
    }

    /** Whether the record is stored. */
    public boolean isStored() {
        return stored != null;
    }
}
