package dev.weir.cli.consume.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Buffers output and writes it in large chunks; for one thread. */
public final class RecordOutput {

    /** Receives a part of an array, which is reused after the call. */
    @FunctionalInterface
    public interface Sink {

        void write(byte[] bytes, int from, int length);
    }

    private static final int SIZE = 128 * 1024;

    private final Sink sink;
    private final byte[] buffer = new byte[SIZE];
    private int size;

    public RecordOutput(Sink sink) {
        this.sink = sink;
    }

    void put(char ascii) {
        if (size == SIZE) {
            drain();
        }
        buffer[size++] = (byte) ascii;
    }

    void put(byte[] bytes) {
        if (bytes.length > SIZE - size) {
            drain();
        }
        if (bytes.length > SIZE) {
            sink.write(bytes, 0, bytes.length);
        } else {
            System.arraycopy(bytes, 0, buffer, size, bytes.length);
            size += bytes.length;
        }
    }

    /** Writes a text as UTF-8. */
    void put(String text) {
        put(text.getBytes(UTF_8));
    }

    void put(long number) {
        put(Long.toString(number));
    }

    void putBase64(byte[] bytes) {
        put(Base64.getEncoder().encode(bytes));
    }

    /** Writes the buffered bytes to the sink. */
    public void drain() {
        sink.write(buffer, 0, size);
        size = 0;
    }
}
