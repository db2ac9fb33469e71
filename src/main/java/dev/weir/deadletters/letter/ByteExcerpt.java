package dev.weir.deadletters.letter;

import dev.weir.model.Utf8;
import java.util.Arrays;
import java.util.Base64;

/**
 * The beginning of a key, a value or a header as text; as base64 where it is not UTF-8.
 *
 * @param text null for null
 * @param format {@code text} or {@code binary}; null for null
 * @param size of all bytes
 */
record ByteExcerpt(String text, String format, int size, boolean isTruncated) {

    private static final ByteExcerpt NULL = new ByteExcerpt(null, null, 0, false);
    private static final int MAX_CONTINUATION_BYTES = 3;

    static ByteExcerpt of(byte[] bytes, int maxBytes) {
        if (bytes == null) {
            return NULL;
        }
        boolean isTruncated = bytes.length > maxBytes;
        var shown = isTruncated ? Arrays.copyOf(bytes, boundary(bytes, maxBytes)) : bytes;
        var text = Utf8.decode(shown);
        return text == null
                ? new ByteExcerpt(Base64.getEncoder().encodeToString(shown), "binary", bytes.length, isTruncated)
                : new ByteExcerpt(text, "text", bytes.length, isTruncated);
    }

    /** The end of the last whole character, where the bytes are UTF-8. */
    private static int boundary(byte[] bytes, int maxBytes) {
        int end = maxBytes;
        while (end > 0 && maxBytes - end < MAX_CONTINUATION_BYTES && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return (bytes[end] & 0xc0) == 0x80 ? maxBytes : end;
    }
}
