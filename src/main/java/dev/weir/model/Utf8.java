package dev.weir.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes UTF-8 strictly, and cuts it between two characters. */
public final class Utf8 {

    private static final int MAX_CONTINUATION_BYTES = 3;

    private Utf8() {}

    /** The first bytes, without a part of a character at their end where they are UTF-8. */
    public static byte[] beginning(byte[] bytes, int maxBytes) {
        return bytes.length <= maxBytes ? bytes : Arrays.copyOf(bytes, boundary(bytes, maxBytes));
    }

    private static int boundary(byte[] bytes, int maxBytes) {
        int end = maxBytes;
        while (end > 0 && maxBytes - end < MAX_CONTINUATION_BYTES && isContinuation(bytes[end])) {
            end--;
        }
        return isContinuation(bytes[end]) ? maxBytes : end;
    }

    private static boolean isContinuation(byte unit) {
        return (unit & 0xc0) == 0x80;
    }

    /** The text of these bytes; null where they are not valid UTF-8. */
    public static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }
}
