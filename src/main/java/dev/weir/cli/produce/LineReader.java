package dev.weir.cli.produce;

import dev.weir.model.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits an input into lines, byte for byte; for one thread. */
final class LineReader {

    private static final int CHUNK = 128 * 1024;

    private final InputStream in;
    private final byte delimiter;
    private final int maxLength;
    private byte[] buffer = new byte[CHUNK];
    private int from;
    private int to;
    private long number;
    private boolean ended;

    /**
     * Reads an input, which the caller closes.
     *
     * @param delimiter ends a line; optional after the last line
     * @param maxLength maximum size of a line in bytes
     */
    LineReader(InputStream in, byte delimiter, int maxLength) {
        this.in = in;
        this.delimiter = delimiter;
        this.maxLength = maxLength;
    }

    /**
     * The next line without its delimiter; null at the end.
     *
     * @throws Failure {@link Failure.Kind#TOO_LARGE} for a line that is too long; the next call returns the line after
     *     it
     */
    byte[] next() throws IOException {
        int at = from;
        while (true) {
            int end = indexOfDelimiter(at);
            if (end >= 0) {
                return cut(end, end + 1);
            }
            at = to - from;
            if (at > maxLength) {
                throw tooLong();
            }
            if (!readMore()) {
                return from == to ? null : cut(to, to);
            }
            at += from;
        }
    }

    /** The number of the last line returned, from 1. */
    long number() {
        return number;
    }

    private int indexOfDelimiter(int at) {
        var bytes = buffer;
        for (int i = at; i < to; i++) {
            if (bytes[i] == delimiter) {
                return i;
            }
        }
        return -1;
    }

    private byte[] cut(int end, int next) {
        var line = Arrays.copyOfRange(buffer, from, end);
        from = next;
        number++;
        return line;
    }

    /** Reads more bytes to the end of the buffer, whose content still begins at {@link #from}; false at the end. */
    private boolean readMore() throws IOException {
        if (ended) {
            return false;
        }
        if (to == buffer.length) {
            int length = to - from;
            var target = length > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
            System.arraycopy(buffer, from, target, 0, length);
            buffer = target;
            from = 0;
            to = length;
        }
        int read = in.read(buffer, to, buffer.length - to);
        ended = read < 0;
        to += Math.max(0, read);
        return !ended;
    }

    private Failure tooLong() throws IOException {
        number++;
        int end;
        do {
            from = 0;
            to = 0;
            end = readMore() ? indexOfDelimiter(0) : to;
        } while (end < 0);
        from = Math.min(end + 1, to);
        return Failure.of(Failure.Kind.TOO_LARGE, "longer than " + maxLength + " bytes");
    }
}
