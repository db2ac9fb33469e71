package dev.weir.produce.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the bytes of a key or value from the JSON of a request or a line. */
public final class ValueReader {

    private ValueReader() {}

    /**
     * Reads the value at the parser's position, and leaves the parser at its end.
     *
     * @param body the bytes that the parser reads from
     * @param path where the value is, for messages
     * @return null for a JSON null
     * @throws Failure {@link Failure.Kind#UNPROCESSABLE} for a value of the wrong kind, {@link Failure.Kind#INVALID}
     *     for a string that is not base64
     */
    public static byte[] read(EmbeddedFormat format, JsonParser at, byte[] body, BodyPath path) throws IOException {
        if (at.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (format) {
            case JSON -> json(at, body);
            case BINARY -> StrictBase64.decode(text(at, path, "a base64 string"), path);
            case TEXT -> text(at, path, "a string").getBytes(StandardCharsets.UTF_8);
            case AUTO -> throw new IllegalArgumentException("Records are not sent in the format auto");
        };
    }

    /** The JSON value at the parser's position, byte for byte. */
    static byte[] json(JsonParser at, byte[] body) throws IOException {
        int start = (int) at.currentTokenLocation().getByteOffset();
        at.skipChildren();
        at.finishToken();
        return Arrays.copyOfRange(body, start, (int) at.currentLocation().getByteOffset());
    }

    private static String text(JsonParser at, BodyPath path, String expected) throws IOException {
        if (at.currentToken() != JsonToken.VALUE_STRING) {
            throw path.unprocessable("must be " + expected + " or null in this format");
        }
        return at.getText();
    }
}
