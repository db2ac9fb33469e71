package dev.weir.produce.ndjson;

import java.util.Arrays;
import java.util.function.Consumer;

/** Splits a stream of bytes into lines, and drops lines that are too long. Reads each byte once. */
final class LineSplitter {

    /** A larger buffer is released after its line. */
    private static final int SMALL = 8_192;

    private final int maxLength;
    private final Consumer<byte[]> onLine;
    private final Runnable onTooLong;
    private byte[] buffer = new byte[0];
    private int length;
    private boolean dropping;

    /**
     * A splitter for one stream, used by one thread at a time.
     *
     * @param maxLength the most bytes of a line
     * @param onLine called with each line without its end, but not with empty lines
     * @param onTooLong called once for each line that is dropped
     */
    LineSplitter(int maxLength, Consumer<byte[]> onLine, Runnable onTooLong) {
        this.maxLength = maxLength;
        this.onLine = onLine;
        this.onTooLong = onTooLong;
    }

    /** Reads the next piece of the stream. */
    void feed(byte[] piece) {
        int start = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                keep(piece, start, i);
                line();
                start = i + 1;
            }
        }
        keep(piece, start, piece.length);
    }

    /** Ends the last line. */
    void end() {
        line();
    }

    /** The memory of the unfinished line, in bytes. */
    int heldBytes() {
        return buffer.length;
    }

    /**
     * Drops the unfinished line without a call of {@code onTooLong}.
     *
     * @return whether there is one that was not dropped before
     */
    boolean drop() {
        boolean begun = length > 0;
        dropping |= begun;
        release();
        return begun;
    }

    private void keep(byte[] piece, int from, int to) {
        if (dropping || from == to) {
            return;
        }
        long newLength = (long) length + to - from;
        // A carriage return may be part of the line end.
        if (newLength > maxLength + (piece[to - 1] == '\r' ? 1L : 0L)) {
            dropping = true;
            release();
            onTooLong.run();
            return;
        }
        if (newLength > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(maxLength + 1L, Math.max(newLength, 2L * buffer.length)));
        }
        System.arraycopy(piece, from, buffer, length, to - from);
        length = (int) newLength;
    }

    private void line() {
        int last = length > 0 && buffer[length - 1] == '\r' ? length - 1 : length;
        if (last > 0 && !dropping) {
            onLine.accept(Arrays.copyOf(buffer, last));
        }
        dropping = false;
        release();
    }

    private void release() {
        length = 0;
        if (buffer.length > SMALL) {
            buffer = new byte[0];
        }
    }
}
