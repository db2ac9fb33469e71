package dev.weir.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Counts how often a word stands in a stream of bytes, also across its pieces.
 *
 * <p>The reader of a measurement shares the cores with what is measured, so this looks only at about one byte of each
 * word's length (Horspool's search).
 */
final class Occurrences {

    private final byte[] word;

    /** How far the search may move on for the byte below the word's last one. */
    private final int[] moves = new int[256];

    /** The end of all pieces so far, shorter than the word. */
    private byte[] end = {};

    private long count;

    /** The word must not end as it begins, as that of a JSON field does not. */
    Occurrences(String word) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
        int last = this.word.length - 1;
        Arrays.fill(moves, last + 1);
        for (int i = 0; i < last; i++) {
            moves[this.word[i] & 0xff] = last - i;
        }
    }

    void look(byte[] piece, int length) {
        int most = word.length - 1;
        int begun = Math.min(length, most);
        var seam = Arrays.copyOf(end, end.length + begun);
        System.arraycopy(piece, 0, seam, end.length, begun);
        search(seam, seam.length);
        if (length <= most) {
            end = Arrays.copyOfRange(seam, Math.max(0, seam.length - most), seam.length);
        } else {
            search(piece, length);
            end = Arrays.copyOfRange(piece, length - most, length);
        }
    }

    private void search(byte[] bytes, int length) {
        int last = word.length - 1;
        for (int at = last; at < length; at += moves[bytes[at] & 0xff]) {
            if (bytes[at] == word[last] && Arrays.equals(bytes, at - last, at, word, 0, last)) {
                count++;
            }
        }
    }

    long count() {
        return count;
    }
}
