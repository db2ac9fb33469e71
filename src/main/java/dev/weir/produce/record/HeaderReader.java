package dev.weir.produce.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Reads record headers, {@code [{"key","value"}]}, whose values are base64 or null. */
public final class HeaderReader {

    private HeaderReader() {}

    /**
     * Reads the headers at the parser's position, in order, and leaves the parser at their end; none for a JSON null.
     *
     * @param path of the headers, for messages
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    public static List<Header> read(JsonParser at, BodyPath path) throws IOException {
        if (at.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (at.currentToken() != JsonToken.START_ARRAY) {
            throw path.invalid("must be an array");
        }
        List<Header> headers = new ArrayList<>();
        while (at.nextToken() != JsonToken.END_ARRAY) {
            headers.add(header(at, path.element(headers.size())));
        }
        return headers;
    }

    private static Header header(JsonParser at, BodyPath path) throws IOException {
        if (at.currentToken() != JsonToken.START_OBJECT) {
            throw path.invalid("must be an object with \"key\" and \"value\"");
        }
        String name = null;
        byte[] value = null;
        boolean hasValue = false;
        while (at.nextToken() != JsonToken.END_OBJECT) {
            var field = at.currentName();
            var token = at.nextToken();
            if (field.equals("key") && token == JsonToken.VALUE_STRING) {
                name = at.getText();
            } else if (field.equals("value") && (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NULL)) {
                value = ValueReader.read(EmbeddedFormat.BINARY, at, new byte[0], path.field("value"));
                hasValue = true;
            } else if (field.equals("key") || field.equals("value")) {
                throw path.field(field).invalid("must be a string");
            } else {
                throw RecordReader.unknown(path, field);
            }
        }
        if (name == null || !hasValue) {
            throw path.invalid("must have \"key\" and \"value\"; the value is base64 or null");
        }
        return new RecordHeader(name, value);
    }
}
