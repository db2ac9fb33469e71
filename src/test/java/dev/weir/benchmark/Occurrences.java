package dev.weir.benchmark;

import java.nio.charset.StandardCharsets;

/** Counts how often a word stands in a stream of bytes, also across its pieces. */
final class Occurrences {

    private final byte[] word;
    private int matched;
    private long count;

    /** The word must not begin again within itself, as that of a JSON field does not. */
    Occurrences(String word) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
    }

    void look(byte[] piece, int length) {
        for (int i = 0; i < length; i++) {
            if (piece[i] == word[matched]) {
                matched++;
                if (matched == word.length) {
                    count++;
                    matched = 0;
                }
            } else {
                matched = piece[i] == word[0] ? 1 : 0;
            }
        }
    }

    long count() {
        return count;
    }
}
