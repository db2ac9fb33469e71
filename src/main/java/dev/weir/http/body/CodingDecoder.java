package dev.weir.http.body;

import dev.weir.model.Failure;

/** Decodes one content coding of a stream of bytes, as much at a time as the output has room for. */
interface CodingDecoder extends AutoCloseable {

    /** Takes the next piece, once {@link #read} has returned 0; the caller must not change the array any more. */
    void input(byte[] bytes, int length);

    /**
     * The next decoded bytes.
     *
     * @return their number; 0 where more input is needed
     * @throws Failure {@link Failure.Kind#INVALID} where the input is not in its coding
     */
    int read(byte[] out);

    /** Whether the input so far is complete. */
    boolean isComplete();

    /** Frees memory outside of the heap; again has no effect. */
    @Override
    void close();

    /** The failure for input that is not in its coding. */
    static Failure corrupt(String coding) {
        return Failure.invalid("The body is not " + coding + ", which its Content-Encoding says it is");
    }
}
