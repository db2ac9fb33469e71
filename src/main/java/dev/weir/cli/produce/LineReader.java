package dev.weir.cli.produce;

import dev.weir.model.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts an input into lines, to the byte; for one thread. */
final class LineReader {

    private static final int PIECE = 128 * 1024;

    private final InputStream in;
    private final byte delimiter;
    private final int longest;
    private byte[] buffer = new byte[PIECE];
    private int from;
    private int to;
    private long number;
    private boolean ended;

    /**
     * Lines of an input, which the caller closes.
     *
     * @param delimiter what ends a line; the last one may go without
     * @param longest the most bytes of a line
     */
    LineReader(InputStream in, byte delimiter, int longest) {
        this.in = in;
        this.delimiter = delimiter;
        this.longest = longest;
    }

    /**
     * The next line without its delimiter; null at the end.
     *
     * @throws Failure {@link Failure.Kind#TOO_LARGE} for one that is too long; the next call goes on behind it
     */
    byte[] next() throws IOException {
        int at = from;
        while (true) {
            int end = indexOfDelimiter(at);
            if (end >= 0) {
                return cut(end, end + 1);
            }
            at = to - from;
            if (at > longest) {
                throw tooLong();
            }
            if (!hasRead()) {
                return from == to ? null : cut(to, to);
            }
            at += from;
        }
    }

    /** The number of the line that came last, from 1. */
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

    /** Reads on behind what there is, whose beginning is at {@link #from} then as before. */
    private boolean hasRead() throws IOException {
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
            end = hasRead() ? indexOfDelimiter(0) : to;
        } while (end < 0);
        from = Math.min(end + 1, to);
        return Failure.of(Failure.Kind.TOO_LARGE, "longer than " + longest + " bytes");
    }
}
