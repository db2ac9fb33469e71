package dev.weir.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Recognises JSON that every common parser accepts as part of a response with other records.
 *
 * <p>A parser that rejects one value rejects the whole response, and the client would get the same records again and
 * again. RATIONALE.md, "JSON that every parser accepts", has the parsers and their limits.
 */
final class PortableJson {

    /** With the two levels around it in a response, less than the 64 of .NET. */
    static final int MAX_DEPTH = 60;

    /** Less than the 1,000 of Jackson, and the most digits of a double. */
    private static final int MAX_NUMBER_LENGTH = 300;

    /** Jackson's default. */
    static final int MAX_NAME_LENGTH = 50_000;

    private static final int MAX_STRING_LENGTH = 20_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Field names are not read, and interning those of all clients would only use memory.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .build();

    private PortableJson() {}

    /** Whether bytes are one such value, in UTF-8. */
    static boolean is(byte[] bytes) {
        return PlainJson.is(bytes) || isParsed(bytes);
    }

    /** The same by a parser, which knows all JSON. */
    static boolean isParsed(byte[] bytes) {
        if (!JsonText.mayBeJson(bytes)) {
            return false;
        }
        boolean surrogates = mayHaveSurrogates(bytes);
        try (var at = FACTORY.createParser(bytes)) {
            int depth = 0;
            for (var token = at.nextToken(); token != null; token = at.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                at.finishToken();
                if (!isPortable(at, token, surrogates)) {
                    return false;
                }
                if (depth == 0) {
                    return at.nextToken() == null;
                }
            }
            return false;
        } catch (JsonProcessingException other) {
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean isPortable(JsonParser at, JsonToken token, boolean surrogates) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_FLOAT -> Double.isFinite(Double.parseDouble(at.getText()));
            case VALUE_STRING, FIELD_NAME -> !surrogates || isWhole(at.getText());
            default -> true;
        };
    }

    /** An unpaired surrogate can only be an escape, from d800 to dfff. */
    private static boolean mayHaveSurrogates(byte[] bytes) {
        for (int i = 0; i < bytes.length - 3; i++) {
            if (bytes[i] == '\\' && bytes[i + 1] == 'u' && (bytes[i + 2] | 0x20) == 'd' && bytes[i + 3] > '7') {
                return true;
            }
        }
        return false;
    }

    private static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
