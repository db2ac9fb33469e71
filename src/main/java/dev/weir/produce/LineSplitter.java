package dev.weir.produce;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines; an endless line is dropped, not gathered. */
final class LineSplitter {

    private final int longest;
    private final Consumer<byte[]> onLine;
    private final Runnable onTooLong;
    private byte[] rest = new byte[0];
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
    void feed(Buffer piece) {
        byte[] bytes = joined(piece.getBytes());
        int start = 0;
        for (int i = rest.length; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line(bytes, start, i);
                start = i + 1;
            }
        }
        rest = Arrays.copyOfRange(bytes, start, bytes.length);
        if (rest.length > longest) {
            drop();
        }
    }

    /** Takes what is left as the last line. */
    void end() {
        line(rest, 0, rest.length);
        rest = new byte[0];
    }

    private byte[] joined(byte[] piece) {
        if (rest.length == 0) {
            return piece;
        }
        var both = Arrays.copyOf(rest, rest.length + piece.length);
        System.arraycopy(piece, 0, both, rest.length, piece.length);
        return both;
    }

    private void drop() {
        rest = new byte[0];
        if (!dropping) {
            dropping = true;
            onTooLong.run();
        }
    }

    private void line(byte[] bytes, int start, int end) {
        if (dropping) {
            dropping = false;
            return;
        }
        int last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        if (last - start > longest) {
            onTooLong.run();
        } else if (last > start) {
            onLine.accept(Arrays.copyOfRange(bytes, start, last));
        }
    }
}
