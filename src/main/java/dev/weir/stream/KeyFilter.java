package dev.weir.stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Passes only the records of one key. */
record KeyFilter(List<ByteBuffer> keys) {

    /** Passes all records. */
    static final KeyFilter NONE = new KeyFilter(List.of());

    KeyFilter {
        keys = List.copyOf(keys);
    }

    /**
     * A key as it is; in the formats json and auto, where it is text, also as a JSON string, as senders of JSON write
     * it.
     */
    static KeyFilter of(byte[] key, EmbeddedFormat format) {
        var text = Utf8.decode(key);
        boolean mayBeJson = format == EmbeddedFormat.JSON || format == EmbeddedFormat.AUTO;
        if (!mayBeJson || text == null) {
            return new KeyFilter(List.of(ByteBuffer.wrap(key)));
        }
        var quoted = "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
        return new KeyFilter(List.of(ByteBuffer.wrap(key), ByteBuffer.wrap(quoted.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Whether a record with this key passes.
     *
     * @param key may be null
     */
    boolean passes(byte[] key) {
        return keys.isEmpty() || (key != null && keys.contains(ByteBuffer.wrap(key)));
    }
}
