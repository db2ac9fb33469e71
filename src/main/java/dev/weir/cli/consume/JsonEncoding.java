package dev.weir.cli.consume;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.model.Utf8;
import dev.weir.produce.record.StrictJson;

/** The encoding of keys and values in JSON. */
enum JsonEncoding {
    /** A string, for UTF-8. */
    TEXT {
        @Override
        boolean put(RecordOutput out, byte[] prefix, byte[] bytes) {
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
    },
    /** The same bytes, for JSON that {@code produce} reads back as the same bytes. */
    JSON {
        @Override
        boolean put(RecordOutput out, byte[] prefix, byte[] bytes) {
            if (!StrictJson.isValue(bytes)) {
                return false;
            }
            out.put(prefix);
            out.put(bytes);
            return true;
        }
    },
    /** Base64, for any bytes. */
    BINARY {
        @Override
        boolean put(RecordOutput out, byte[] prefix, byte[] bytes) {
            out.put(prefix);
            out.put('"');
            out.putBase64(bytes);
            out.put('"');
            return true;
        }
    };

    /**
     * Writes a prefix and the encoded bytes.
     *
     * @param bytes not null
     * @return false if this encoding cannot represent the bytes; then nothing is written
     */
    abstract boolean put(RecordOutput out, byte[] prefix, byte[] bytes);

    /** Whether the bytes can stand between the quotes of a JSON string without escapes. */
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
