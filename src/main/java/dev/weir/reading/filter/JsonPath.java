package dev.weir.reading.filter;

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
 * The path to a part of a JSON value, or to several where it has a step {@code [*]}.
 *
 * @param steps field names and array indexes; empty for the whole value
 */
public record JsonPath(List<Step> steps) {

    /** The whole value. */
    static final JsonPath WHOLE = new JsonPath(List.of());

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\.?\\[(\\d{1,9})]|\\.?\\[\"([^\"]*)\"]");

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
     * A step of a path.
     *
     * @param index of the element in an array; -1 where the name is no index
     * @param isAny whether it stands for all fields or elements
     */
    record Step(String name, int index, boolean isAny) {

        static final Step ANY = new Step("*", -1, true);

        private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");

        static Step of(String name) {
            return new Step(name, INDEX.matcher(name).matches() ? Integer.parseInt(name) : -1, false);
        }

        boolean matches(String field) {
            return isAny || name.equals(field);
        }

        boolean matches(int element) {
            return isAny || index == element;
        }
    }

    /** Takes a part that was found. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes a part.
         *
         * @param at stands at the first token of the part, and may be moved to its last
         */
        void visit(JsonParser at, byte[] json) throws IOException;
    }

    /**
     * Parses {@code .a.b[0]}, or a JSON pointer (RFC 6901) such as {@code /a/b/0}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an invalid path
     */
    public static JsonPath parse(String text) {
        if (text.startsWith("/")) {
            return new JsonPath(Arrays.stream(text.substring(1).split("/", -1))
                    .map(step -> Step.of(step.replace("~1", "/").replace("~0", "~")))
                    .toList());
        }
        List<Step> steps = new ArrayList<>();
        var step = STEP.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!step.find(at) || step.start() != at) {
                throw Failure.invalid("A JSON path is .a.b[0] or /a/b/0, not '" + Printable.of(text) + "'");
            }
            steps.add(Step.of(
                    step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2) : step.group(3)));
            at = step.end();
        }
        return new JsonPath(steps);
    }

    /**
     * The first part of a value at this path: a string without its quotes, any other part as its JSON text.
     *
     * @param json may be null, and need not be JSON
     * @return null if the value has no such part, or the part is null
     */
    public byte[] of(byte[] json) {
        var found = new ArrayList<byte[]>(1);
        forEach(json, (at, bytes) -> {
            if (at.currentToken() != JsonToken.VALUE_NULL) {
                found.add(
                        at.currentToken() == JsonToken.VALUE_STRING
                                ? at.getText().getBytes(StandardCharsets.UTF_8)
                                : bytes(at, bytes));
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Visits the parts of a value at this path; what comes after an error of the JSON is not visited.
     *
     * @param json may be null, and need not be JSON
     */
    void forEach(byte[] json, Visitor visitor) {
        if (json == null || json.length == 0) {
            return;
        }
        try (var at = FACTORY.createParser(json)) {
            if (at.nextToken() != null) {
                descend(at, 0, json, visitor);
            }
        } catch (IOException notJson) {
            // A record that is not JSON has no parts.
            return;
        }
    }

    /** The JSON text of the part that begins at the current token. */
    static byte[] bytes(JsonParser at, byte[] json) throws IOException {
        int start = (int) at.currentTokenLocation().getByteOffset();
        at.skipChildren();
        at.finishToken();
        return Arrays.copyOfRange(json, start, (int) at.currentLocation().getByteOffset());
    }

    /** Reads the current value to its end, or returns true before it where there can be no other part. */
    private boolean descend(JsonParser at, int depth, byte[] json, Visitor visitor) throws IOException {
        if (depth == steps.size()) {
            visitor.visit(at, json);
            at.skipChildren();
            return steps.stream().noneMatch(Step::isAny);
        }
        var step = steps.get(depth);
        if (at.currentToken() == JsonToken.START_OBJECT) {
            while (at.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = step.matches(at.currentName());
                at.nextToken();
                if (!found) {
                    at.skipChildren();
                } else if (descend(at, depth + 1, json, visitor)) {
                    return true;
                }
            }
        } else if (at.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; at.nextToken() != JsonToken.END_ARRAY; i++) {
                if (!step.matches(i)) {
                    at.skipChildren();
                } else if (descend(at, depth + 1, json, visitor)) {
                    return true;
                }
            }
        }
        return false;
    }
}
