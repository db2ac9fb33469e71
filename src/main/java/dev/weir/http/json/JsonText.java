package dev.weir.http.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.model.Utf8;
import io.vertx.core.buffer.Buffer;

/** Embeds bytes of records in JSON, byte for byte except for line ends. */
public final class JsonText {

    private JsonText() {}

    /**
     * Writes bytes as they are, if they are one JSON value that any parser accepts.
     *
     * <p>Line ends, which can only be between tokens, become spaces, because NDJSON and server-sent events need a
     * record on one line.
     */
    public static boolean append(Buffer out, byte[] bytes) {
        if (!PortableJson.is(bytes)) {
            return false;
        }
        int from = out.length();
        out.appendBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                out.setByte(from + i, (byte) ' ');
            }
        }
        return true;
    }

    /** Writes bytes as a JSON string, if they are UTF-8. */
    public static boolean appendQuoted(Buffer out, byte[] bytes) {
        var text = Utf8.decode(bytes);
        if (text == null) {
            return false;
        }
        out.appendByte((byte) '"')
                .appendBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text))
                .appendByte((byte) '"');
        return true;
    }

    /** Whether bytes are UTF-8 without a byte that a parser takes as a sign of another encoding. */
    static boolean mayBeJson(byte[] bytes) {
        return bytes.length > 0 && bytes[0] >= 0 && isUtf8(bytes);
    }

    /** A zero byte is never part of JSON, and makes a parser expect UTF-16. */
    private static boolean isUtf8(byte[] bytes) {
        boolean ascii = true;
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
            ascii &= b > 0;
        }
        return ascii || Utf8.decode(bytes) != null;
    }
}
