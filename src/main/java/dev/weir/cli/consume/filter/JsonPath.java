package dev.weir.cli.consume.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The path to a part of a JSON value: {@code .a.b[0]}, or a JSON pointer (RFC 6901) such as {@code /a/b/0}.
 *
 * @param steps field names and array indexes; empty for the whole value
 */
public record JsonPath(List<String> steps) {

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\.?\\[(\\d{1,9})]|\\.?\\[\"([^\"]*)\"]");
    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    public JsonPath {
        steps = List.copyOf(steps);
    }

    /**
     * Parses a path.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an invalid path
     */
    static JsonPath parse(String text) {
        if (text.startsWith("/")) {
            return new JsonPath(Arrays.stream(text.substring(1).split("/", -1))
                    .map(step -> step.replace("~1", "/").replace("~0", "~"))
                    .toList());
        }
        List<String> steps = new ArrayList<>();
        var step = STEP.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!step.find(at) || step.start() != at) {
                throw Failure.invalid("A JSON path is .a.b[0] or /a/b/0, not '" + Printable.of(text) + "'");
            }
            steps.add(step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2) : step.group(3));
            at = step.end();
        }
        return new JsonPath(steps);
    }

    /**
     * The part of a value at this path: a string without its quotes, any other part as its JSON text.
     *
     * @param json may be null, and need not be JSON
     * @return null if the value has no such part, or the part is null
     */
    public byte[] of(byte[] json) {
        if (json == null || json.length == 0) {
            return null;
        }
        try (var at = FACTORY.createParser(json)) {
            at.nextToken();
            for (var step : steps) {
                if (!moveTo(at, step)) {
                    return null;
                }
            }
            return text(at, json);
        } catch (IOException notJson) {
            return null;
        }
    }

    private static boolean moveTo(JsonParser at, String step) throws IOException {
        if (at.currentToken() == JsonToken.START_OBJECT) {
            while (at.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = at.currentName().equals(step);
                at.nextToken();
                if (found) {
                    return true;
                }
                at.skipChildren();
            }
            return false;
        }
        return at.currentToken() == JsonToken.START_ARRAY
                && INDEX.matcher(step).matches()
                && moveTo(at, Integer.parseInt(step));
    }

    private static boolean moveTo(JsonParser at, int index) throws IOException {
        for (int i = 0; at.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == index) {
                return true;
            }
            at.skipChildren();
        }
        return false;
    }

    private static byte[] text(JsonParser at, byte[] json) throws IOException {
        var token = at.currentToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_STRING) {
            return at.getText().getBytes(StandardCharsets.UTF_8);
        }
        int start = (int) at.currentTokenLocation().getByteOffset();
        at.skipChildren();
        at.finishToken();
        return Arrays.copyOfRange(json, start, (int) at.currentLocation().getByteOffset());
    }
}
