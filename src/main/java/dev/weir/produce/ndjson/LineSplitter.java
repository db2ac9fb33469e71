package dev.weir.produce.ndjson;

import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines; an endless line is dropped, not gathered. Each byte is looked at once. */
final class LineSplitter {

    /** What the unfinished line may keep of its room when it is done. */
    private static final int SMALL = 8_192;

    private final int longest;
    private final Consumer<byte[]> onLine;
    private final Runnable onTooLong;
    private byte[] rest = new byte[0];
    private int length;
    private boolean dropping;

    /**
     * A splitter for one stream, used by one thread at a time.
     *
     * @param longest the most bytes of a line
     * @param onLine gets each line without its end; never an empty one
     * @param onTooLong told once for each line that is dropped
     */
    LineSplitter(int longest, Consumer<byte[]> onLine, Runnable onTooLong) {
        this.longest = longest;
        this.onLine = onLine;
        this.onTooLong = onTooLong;
    }

    /** Takes the next piece of the stream. */
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

    /** Takes what is left as the last line. */
    void end() {
        line();
    }

    /** The bytes that the unfinished line takes. */
    int held() {
        return rest.length;
    }

    /**
     * Gives up the unfinished line without telling.
     *
     * @return whether there is one that has not been given up before
     */
    boolean drop() {
        boolean begun = length > 0;
        dropping |= begun;
        forget();
        return begun;
    }

    private void keep(byte[] piece, int from, int to) {
        if (dropping || from == to) {
            return;
        }
        long now = (long) length + to - from;
        // A carriage return may turn out to belong to the end.
        if (now > longest + (piece[to - 1] == '\r' ? 1L : 0L)) {
            dropping = true;
            forget();
            onTooLong.run();
            return;
        }
        if (now > rest.length) {
            rest = Arrays.copyOf(rest, (int) Math.min(longest + 1L, Math.max(now, 2L * rest.length)));
        }
        System.arraycopy(piece, from, rest, length, to - from);
        length = (int) now;
    }

    private void line() {
        int last = length > 0 && rest[length - 1] == '\r' ? length - 1 : length;
        if (last > 0 && !dropping) {
            onLine.accept(Arrays.copyOf(rest, last));
        }
        dropping = false;
        forget();
    }

    private void forget() {
        length = 0;
        if (rest.length > SMALL) {
            rest = new byte[0];
        }
    }
}
