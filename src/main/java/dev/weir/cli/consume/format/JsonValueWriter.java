package dev.weir.cli.consume.format;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Utf8;
import dev.weir.produce.record.StrictJson;

/** Writes the bytes of a key or value into JSON. */
final class JsonValueWriter {

    private JsonValueWriter() {}

    /**
     * Writes bytes after a prefix, or nothing at all where the format cannot represent them.
     *
     * <p>Bytes that {@code produce} would not read as the same bytes are not JSON here.
     *
     * @param bytes not null
     * @return whether they are written
     */
    static boolean put(EmbeddedFormat format, RecordOutput out, byte[] prefix, byte[] bytes) {
        return switch (format) {
            case TEXT -> putText(out, prefix, bytes);
            case JSON -> putJson(out, prefix, bytes);
            case BINARY -> {
                putBinary(out, prefix, bytes);
                yield true;
            }
            case AUTO -> throw new IllegalArgumentException("Records are not written in the format auto");
        };
    }

    /** Writes bytes as base64 after a prefix. */
    static void putBinary(RecordOutput out, byte[] prefix, byte[] bytes) {
        out.put(prefix);
        out.put('"');
        out.putBase64(bytes);
        out.put('"');
    }

    private static boolean putText(RecordOutput out, byte[] prefix, byte[] bytes) {
        var quoted = isPlain(bytes) ? bytes : quoted(bytes);
        if (quoted == null) {
            return false;
        }
        out.put(prefix);
        out.put('"');
        out.put(quoted);
        out.put('"');
        return true;
    }

    private static boolean putJson(RecordOutput out, byte[] prefix, byte[] bytes) {
        if (!StrictJson.isValue(bytes)) {
            return false;
        }
        out.put(prefix);
        out.put(bytes);
        return true;
    }

    /** Whether the bytes need no escape in a JSON string. */
    private static boolean isPlain(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' || b == '"' || b == '\\') {
                return false;
            }
        }
        return true;
    }

    private static byte[] quoted(byte[] bytes) {
        var text = Utf8.decode(bytes);
        return text == null ? null : JsonStringEncoder.getInstance().quoteAsUTF8(text);
    }
}
