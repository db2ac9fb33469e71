package dev.weir.model;

/** Stands for the value of a record that clients may not read; the record still has its size. */
public final class HiddenValue {

    /** Compared by identity. */
    public static final byte[] BYTES = new byte[0];

    private HiddenValue() {}
}
