package dev.weir.http.body;

import dev.weir.model.Failure;

/** Takes one content coding off a stream of bytes, as much at a time as there is room for. */
interface CodingDecoder extends AutoCloseable {

    /** Gives it the next piece, once {@link #read} has returned 0; the array is the decoder's from now on. */
    void input(byte[] bytes, int length);

    /**
     * The next decoded bytes.
     *
     * @return how many; 0 where it needs more input
     * @throws Failure {@link Failure.Kind#INVALID} where the input is not in its coding
     */
    int read(byte[] out);

    /** Whether what was given so far is whole. */
    boolean isWhole();

    /** Frees what is not on the heap; again has no effect. */
    @Override
    void close();

    /** The refusal of what is not in a coding. */
    static Failure corrupt(String coding) {
        return Failure.invalid("The body is not " + coding + ", which its Content-Encoding says it is");
    }
}
