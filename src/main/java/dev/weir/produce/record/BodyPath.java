package dev.weir.produce.record;

import dev.weir.model.Failure;
import dev.weir.model.Printable;

/**
 * Where a value stands in a body, such as {@code $.records[3].value}.
 *
 * <p>Each value of each record has one, and only a message needs its text, which is made then.
 */
public final class BodyPath {

    /** The whole body. */
    public static final BodyPath ROOT = new BodyPath(null, null, 0);

    private final BodyPath parent;
    private final String field;
    private final int index;

    private BodyPath(BodyPath parent, String field, int index) {
        this.parent = parent;
        this.field = field;
        this.index = index;
    }

    /** A field of the object that stands here. */
    public BodyPath field(String name) {
        return new BodyPath(this, name, 0);
    }

    /** An element of the array that stands here, from 0. */
    public BodyPath element(int at) {
        return new BodyPath(this, null, at);
    }

    /** The failure for what stands here and cannot be read; the message begins with its verb. */
    public Failure invalid(String message) {
        return Failure.invalidAt(toString(), message);
    }

    /** The failure for what is read and cannot be used; the message begins with its verb. */
    public Failure unprocessable(String message) {
        return Failure.unprocessableAt(toString(), message);
    }

    /** The path as text, with control characters of names escaped. */
    @Override
    public String toString() {
        if (parent == null) {
            return "$";
        }
        return field == null ? parent + "[" + index + "]" : parent + "." + Printable.of(field);
    }
}
