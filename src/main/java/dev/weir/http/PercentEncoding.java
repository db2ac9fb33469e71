package dev.weir.http;

import dev.weir.model.Failure;
import dev.weir.model.Utf8;
import java.io.ByteArrayOutputStream;

/** Decodes what stands percent-encoded in an address, to the byte. */
public final class PercentEncoding {

    private static final int ESCAPE_LENGTH = 3;
    private static final int HEX = 16;

    private PercentEncoding() {}

    /**
     * The bytes that were sent.
     *
     * @param encoded a part of an address, of ASCII characters
     * @param plusIsSpace as in a query, where forms write a blank as {@code +}
     * @throws Failure {@link Failure.Kind#INVALID} for a {@code %} without two hexadecimal digits
     */
    static byte[] bytes(String encoded, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char at = encoded.charAt(i);
            if (at == '%') {
                bytes.write(escape(encoded, i));
                i += ESCAPE_LENGTH - 1;
            } else {
                bytes.write(plusIsSpace && at == '+' ? ' ' : at);
            }
        }
        return bytes.toByteArray();
    }

    private static int escape(String encoded, int at) {
        int high = at + 1 < encoded.length() ? Character.digit(encoded.charAt(at + 1), HEX) : -1;
        int low = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 2), HEX) : -1;
        if (high < 0 || low < 0) {
            throw Failure.invalid(
                    "The address is malformed: a % is not followed by two hexadecimal digits; % itself is written %25");
        }
        return high * HEX + low;
    }

    /**
     * The text that was sent.
     *
     * @param what it is, at the beginning of a sentence
     * @throws Failure {@link Failure.Kind#INVALID} where its bytes are not UTF-8
     */
    public static String text(String encoded, String what) {
        return text(bytes(encoded, false), what);
    }

    /** As {@link #text(String, String)}, of bytes that are decoded already. */
    static String text(byte[] bytes, String what) {
        var text = Utf8.decode(bytes);
        if (text == null) {
            throw Failure.invalid(what + " is not UTF-8 once its percent-encoding is taken off");
        }
        return text;
    }
}
