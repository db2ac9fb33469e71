package dev.weir.console.samples;

import java.util.Arrays;

/**
 * The offsets of one series within a block, each as its distance from the one before.
 *
 * <p>A distance of up to 125 is one byte, and of up to 16,381 two. A first offset, or one that is smaller than the one
 * before, is stored whole.
 */
final class OffsetColumn {

    /** The object, its array and its entry in a map, without the bytes of the array. */
    static final int OVERHEAD_BYTES = 160;

    private static final int NOT_KNOWN = 0;
    private static final int WHOLE = 1;
    private static final int FIRST_DISTANCE = 2;
    private static final int GROWTH_BYTES = 64;
    private static final int MAX_ENTRY_BYTES = 11;

    private byte[] bytes = new byte[16];
    private int used;
    private int size;
    private long last = SampleHistory.UNKNOWN;
    private long first = SampleHistory.UNKNOWN;

    /** Adds the offset of a sample; samples that were left out since are unknown. */
    void set(int index, long offset) {
        while (size < index) {
            append(SampleHistory.UNKNOWN);
        }
        append(offset);
    }

    private void append(long offset) {
        if (used + MAX_ENTRY_BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length + GROWTH_BYTES);
        }
        size++;
        if (offset == SampleHistory.UNKNOWN) {
            bytes[used++] = NOT_KNOWN;
            return;
        }
        if (last == SampleHistory.UNKNOWN || offset < last) {
            bytes[used++] = WHOLE;
            write(offset);
        } else {
            write(offset - last + FIRST_DISTANCE);
        }
        last = offset;
        if (first == SampleHistory.UNKNOWN) {
            first = offset;
        }
    }

    private void write(long value) {
        long rest = value;
        while (rest > 0x7f) {
            bytes[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    /** The first offset that is known; {@link SampleHistory#UNKNOWN} for none. */
    long first() {
        return first;
    }

    /** The last offset that is known; {@link SampleHistory#UNKNOWN} for none. */
    long last() {
        return last;
    }

    /** The bytes that are allocated. */
    int bytes() {
        return bytes.length + OVERHEAD_BYTES;
    }

    /** Writes all offsets into an array, from an index. */
    void copyTo(long[] target, int from) {
        var reader = new Reader();
        long value = SampleHistory.UNKNOWN;
        for (int i = 0; i < size; i++) {
            long code = reader.next();
            if (code == WHOLE) {
                value = reader.next();
            } else if (code != NOT_KNOWN) {
                value += code - FIRST_DISTANCE;
            }
            target[from + i] = code == NOT_KNOWN ? SampleHistory.UNKNOWN : value;
        }
    }

    private final class Reader {

        private int at;

        private long next() {
            long value = 0;
            int shift = 0;
            byte part;
            do {
                part = bytes[at++];
                value |= (long) (part & 0x7f) << shift;
                shift += 7;
            } while (part < 0);
            return value;
        }
    }
}
