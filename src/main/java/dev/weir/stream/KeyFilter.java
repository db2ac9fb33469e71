package dev.weir.stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.http.RecordFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Lets through the records of one key. */
record KeyFilter(List<byte[]> keys) {

    /** Lets all through. */
    static final KeyFilter NONE = new KeyFilter(List.of());

    KeyFilter {
        keys = List.copyOf(keys);
    }

    /** A key as text; in the json format also as a JSON string, which is how senders of that format write it. */
    static KeyFilter of(String key, RecordFormat format) {
        var plain = key.getBytes(StandardCharsets.UTF_8);
        if (format != RecordFormat.JSON) {
            return new KeyFilter(List.of(plain));
        }
        var quoted = "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(key)) + "\"";
        return new KeyFilter(List.of(plain, quoted.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Whether a record with this key passes.
     *
     * @param key may be null
     */
    boolean passes(byte[] key) {
        return keys.isEmpty() || keys.stream().anyMatch(wanted -> Arrays.equals(wanted, key));
    }
}
