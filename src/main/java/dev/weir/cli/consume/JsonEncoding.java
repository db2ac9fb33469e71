package dev.weir.cli.consume;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.model.Utf8;
import dev.weir.produce.record.StrictJson;

/** How the bytes of a key or a value stand in JSON. */
enum JsonEncoding {
    /** A string, where they are UTF-8. */
    TEXT {
        @Override
        boolean put(RecordOutput out, byte[] before, byte[] bytes) {
            var quoted = isPlain(bytes) ? bytes : quoted(bytes);
            if (quoted == null) {
                return false;
            }
            out.put(before);
            out.put('"');
            out.put(quoted);
            out.put('"');
            return true;
        }
    },
    /** The JSON that they are, to the byte; what {@code produce} would not read as the same bytes is none. */
    JSON {
        @Override
        boolean put(RecordOutput out, byte[] before, byte[] bytes) {
            if (!StrictJson.isValue(bytes)) {
                return false;
            }
            out.put(before);
            out.put(bytes);
            return true;
        }
    },
    /** Base64, whatever they are. */
    BINARY {
        @Override
        boolean put(RecordOutput out, byte[] before, byte[] bytes) {
            out.put(before);
            out.put('"');
            out.putBase64(bytes);
            out.put('"');
            return true;
        }
    };

    /**
     * Writes bytes behind what belongs before them; writes nothing at all, and says so, where they do not fit.
     *
     * @param bytes not null
     */
    abstract boolean put(RecordOutput out, byte[] before, byte[] bytes);

    /** Whether the bytes are what stands between the quotes of a JSON string. */
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
