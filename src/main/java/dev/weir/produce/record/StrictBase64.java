package dev.weir.produce.record;

import dev.weir.model.Failure;
import java.util.Base64;

/** Decodes canonical base64 only, so a typo is never decoded to something else. */
final class StrictBase64 {

    private StrictBase64() {}

    /** Refuses other alphabets, white space, missing padding and non-zero trailing bits. */
    static byte[] decode(String text, BodyPath path) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (text.length() % 4 == 0 && isCanonical(text, bytes)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw refusal(path);
        }
        throw refusal(path);
    }

    private static boolean isCanonical(String text, byte[] bytes) {
        int tail = bytes.length % 3;
        if (tail == 0) {
            return true;
        }
        var last = new byte[tail];
        System.arraycopy(bytes, bytes.length - tail, last, 0, tail);
        return text.endsWith(Base64.getEncoder().encodeToString(last));
    }

    private static Failure refusal(BodyPath path) {
        return path.invalid("must be base64 with the standard alphabet and padding");
    }
}
