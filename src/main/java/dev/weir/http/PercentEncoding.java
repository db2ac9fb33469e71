package dev.weir.http;

import dev.weir.model.Failure;
import dev.weir.model.Utf8;
import java.io.ByteArrayOutputStream;

/** Decodes percent-encoded parts of a request target, byte for byte. */
public final class PercentEncoding {

    private static final int ESCAPE_LENGTH = 3;
    private static final int HEX = 16;

    private PercentEncoding() {}

    /**
     * The decoded bytes.
     *
     * @param encoded a part of the request target, of ASCII characters
     * @param plusIsSpace whether {@code +} is a space, as in a query of a form
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
     * The decoded text.
     *
     * @param what it is, to begin the message with
     * @throws Failure {@link Failure.Kind#INVALID} where the bytes are not UTF-8
     */
    public static String text(String encoded, String what) {
        return text(bytes(encoded, false), what);
    }

    /** As {@link #text(String, String)}, for bytes that are decoded already. */
    static String text(byte[] bytes, String what) {
        var text = Utf8.decode(bytes);
        if (text == null) {
            throw Failure.invalid(what + " is not UTF-8 once its percent-encoding is taken off");
        }
        return text;
    }
}
