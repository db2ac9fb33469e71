package dev.weir.deadletters.letter;

import dev.weir.model.Utf8;
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

    static ByteExcerpt of(byte[] bytes, int maxBytes) {
        if (bytes == null) {
            return NULL;
        }
        boolean isTruncated = bytes.length > maxBytes;
        var shown = Utf8.beginning(bytes, maxBytes);
        var text = Utf8.decode(shown);
        return text == null
                ? new ByteExcerpt(Base64.getEncoder().encodeToString(shown), "binary", bytes.length, isTruncated)
                : new ByteExcerpt(text, "text", bytes.length, isTruncated);
    }
}
