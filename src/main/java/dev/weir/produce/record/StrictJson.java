package dev.weir.produce.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.weir.http.EmbeddedFormat;
import dev.weir.http.JsonParseFailures;
import dev.weir.model.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Parses JSON as in RFC 8259: UTF-8, no repeated field, no unpaired surrogate, nothing after the end. */
public final class StrictJson {

    /** The deepest nesting that is accepted; deeper bodies are attacks or mistakes. */
    static final int MAX_DEPTH = 1_000;

    private static final byte[] FIELD = "{\"\":".getBytes(StandardCharsets.US_ASCII);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long BACKSLASHES = ONES * '\\';

    private StrictJson() {}

    /**
     * A parser for a body.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where the bytes are not valid text
     */
    public static JsonParser parser(byte[] body) throws IOException {
        checkCharacters(body);
        return FACTORY.createParser(body);
    }

    /**
     * Whether these bytes, embedded as a field of a body, are read as the same bytes again.
     *
     * <p>That is one JSON value that is not too deep or too large, without white space around it, which is not part of
     * a value, and not {@code null}, which is read as no bytes.
     */
    public static boolean isValue(byte[] json) {
        var body = new byte[FIELD.length + json.length + 1];
        System.arraycopy(FIELD, 0, body, 0, FIELD.length);
        System.arraycopy(json, 0, body, FIELD.length, json.length);
        body[body.length - 1] = '}';
        try (var at = parser(body)) {
            at.nextToken();
            at.nextToken();
            at.nextToken();
            return Arrays.equals(ValueReader.read(EmbeddedFormat.JSON, at, body, BodyPath.ROOT), json)
                    && at.nextToken() == JsonToken.END_OBJECT
                    && at.nextToken() == null;
        } catch (JsonProcessingException | Failure other) {
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The failure for a body that the parser rejects. */
    public static Failure refusal(JsonProcessingException malformed) {
        return JsonParseFailures.of(malformed);
    }

    private static void checkCharacters(byte[] body) {
        boolean ascii = true;
        for (int i = 0; i < body.length; i++) {
            if (i % Long.BYTES == 0) {
                i = plain(body, i);
                if (i == body.length) {
                    break;
                }
            }
            byte b = body[i];
            if (b < 0) {
                ascii = false;
            } else if (b == '\\') {
                i = afterEscape(body, i);
            } else if (b == 0) {
                throw Failure.invalidAt("$", "the body holds a zero byte; JSON is sent as UTF-8 here");
            }
        }
        if (!ascii) {
            checkUtf8(body);
        }
    }

    /** The index after bytes that are ASCII, no escape and not zero; looks at eight at once, so it may stop earlier. */
    private static int plain(byte[] body, int from) {
        int i = from;
        while (i + Long.BYTES <= body.length) {
            long eight = (long) EIGHT_BYTES.get(body, i);
            long escapes = eight ^ BACKSLASHES;
            if (((((eight - ONES) & ~eight) | ((escapes - ONES) & ~escapes) | eight) & HIGH_BITS) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        return i;
    }

    /** The index of the last byte of the escape at {@code i}; a surrogate pair counts as one escape. */
    private static int afterEscape(byte[] body, int i) {
        int unit = escapedUnit(body, i);
        if (unit < 0 || !Character.isSurrogate((char) unit)) {
            return i + 1;
        }
        int next = escapedUnit(body, i + 6);
        if (Character.isLowSurrogate((char) unit) || next < 0 || !Character.isLowSurrogate((char) next)) {
            throw Failure.invalidAt("$", "half of a surrogate pair at byte " + i + ", which is no character");
        }
        return i + 11;
    }

    /** The UTF-16 unit of an escape {@code \}{@code uXXXX} at {@code i}, or -1 without one. */
    private static int escapedUnit(byte[] body, int i) {
        if (i + 6 > body.length || body[i] != '\\' || body[i + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int digit = i + 2; digit < i + 6; digit++) {
            int value = Character.digit(body[digit], 16);
            if (value < 0) {
                return -1;
            }
            unit = unit * 16 + value;
        }
        return unit;
    }

    private static void checkUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException malformed) {
            throw Failure.invalidAt("$", "the body is not UTF-8");
        }
    }
}
