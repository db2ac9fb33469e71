package dev.weir.http.json;

import java.nio.charset.StandardCharsets;

/**
 * Recognises the JSON of most records in one pass over its bytes, without a parser.
 *
 * <p>It knows ASCII without escaped code points, and numbers that any parser reads exactly. Of a value that it does not
 * recognise it is not known whether it is JSON.
 */
final class PlainJson {

    /** A number without an exponent that is no longer than this is in the range of a double. */
    private static final int MAX_NUMBER_LENGTH = 20;

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private int next;

    private PlainJson(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether bytes are one JSON value that every parser accepts; false also where it is another kind of JSON. */
    static boolean is(byte[] bytes) {
        var json = new PlainJson(bytes);
        return json.skipValue(0) && json.isAtEnd();
    }

    private boolean skipValue(int depth) {
        return switch (afterSpace()) {
            case '{' -> depth < PortableJson.MAX_DEPTH && skipFields(depth + 1);
            case '[' -> depth < PortableJson.MAX_DEPTH && skipElements(depth + 1);
            case '"' -> skipString();
            case 't' -> skipWord(TRUE);
            case 'f' -> skipWord(FALSE);
            case 'n' -> skipWord(NULL);
            default -> skipNumber();
        };
    }

    private boolean skipFields(int depth) {
        next++;
        if (afterSpace() == '}') {
            next++;
            return true;
        }
        while (afterSpace() == '"' && skipString() && afterSpace() == ':') {
            next++;
            if (!skipValue(depth)) {
                return false;
            }
            int separator = afterSpace();
            next++;
            if (separator != ',') {
                return separator == '}';
            }
        }
        return false;
    }

    private boolean skipElements(int depth) {
        next++;
        if (afterSpace() == ']') {
            next++;
            return true;
        }
        while (skipValue(depth)) {
            int separator = afterSpace();
            next++;
            if (separator != ',') {
                return separator == ']';
            }
        }
        return false;
    }

    private boolean skipString() {
        int limit = Math.min(bytes.length, next + PortableJson.MAX_NAME_LENGTH);
        for (int at = next + 1; at < limit; at++) {
            byte character = bytes[at];
            if (character == '"') {
                next = at + 1;
                return true;
            }
            if (character < ' ') {
                // A control character, or a byte of one that is not ASCII.
                return false;
            }
            if (character == '\\' && (++at == limit || !isEscape(bytes[at]))) {
                return false;
            }
        }
        return false;
    }

    private static boolean isEscape(byte character) {
        return switch (character) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
            default -> false;
        };
    }

    private boolean skipNumber() {
        int begin = next;
        if (current() == '-') {
            next++;
        }
        int first = current();
        int digits = skipDigits();
        if (digits == 0 || (first == '0' && digits > 1)) {
            return false;
        }
        if (current() == '.') {
            next++;
            if (skipDigits() == 0) {
                return false;
            }
        }
        int end = current() | 0x20;
        return end != 'e' && next - begin <= MAX_NUMBER_LENGTH;
    }

    private int skipDigits() {
        int begin = next;
        while (current() >= '0' && current() <= '9') {
            next++;
        }
        return next - begin;
    }

    private boolean skipWord(byte[] word) {
        for (byte letter : word) {
            if (current() != letter) {
                return false;
            }
            next++;
        }
        return true;
    }

    private boolean isAtEnd() {
        return afterSpace() < 0 && next == bytes.length;
    }

    /** The byte after the space that comes next; negative at the end. */
    private int afterSpace() {
        int at = current();
        while (at == ' ' || at == '\n' || at == '\r' || at == '\t') {
            next++;
            at = current();
        }
        return at;
    }

    /** Negative at the end, and for a byte that is not ASCII. */
    private int current() {
        return next < bytes.length ? bytes[next] : -1;
    }
}
