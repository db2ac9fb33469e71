package dev.weir.http;

import dev.weir.http.json.JsonText;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/** Writes the bytes of a key or value into JSON; as base64 where the format cannot represent them. */
final class ValueJson {

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private ValueJson() {}

    /**
     * Writes bytes as a JSON value.
     *
     * @param bytes may be null
     * @return the format in which they are written: the one that is asked for, or {@link EmbeddedFormat#BINARY}
     */
    static EmbeddedFormat append(Buffer out, byte[] bytes, EmbeddedFormat format) {
        if (bytes == null) {
            out.appendBytes(NULL);
            return format;
        }
        switch (format) {
            case JSON -> {
                if (JsonText.append(out, bytes)) {
                    return EmbeddedFormat.JSON;
                }
            }
            case TEXT -> {
                if (JsonText.appendQuoted(out, bytes)) {
                    return EmbeddedFormat.TEXT;
                }
            }
            case AUTO -> {
                return JsonText.append(out, bytes) ? EmbeddedFormat.JSON : append(out, bytes, EmbeddedFormat.TEXT);
            }
            case BINARY -> {}
        }
        out.appendByte((byte) '"')
                .appendBytes(Base64.getEncoder().encode(bytes))
                .appendByte((byte) '"');
        return EmbeddedFormat.BINARY;
    }
}
