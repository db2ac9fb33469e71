package dev.weir.cli.text;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A command line argument that keeps the bytes passed by the shell.
 *
 * <p>Arguments are UTF-8 in every locale. A byte that is not part of UTF-8 becomes a lone surrogate, U+DC80 to U+DCFF,
 * like Python's {@code surrogateescape}, so that a string can carry it to a record.
 *
 * @param text decoded by {@link #decode}
 */
public record RawText(String text) {

    private static final int FIRST = 0xDC80;
    private static final int LAST = 0xDCFF;
    private static final int BASE = 0xDC00;

    /** Decodes bytes; {@link #encode} is the inverse. */
    public static String decode(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        for (var result = decoder.decode(in, out, true); result.isMalformed(); result = decoder.decode(in, out, true)) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (BASE + (in.get() & 0xFF)));
            }
        }
        return out.flip().toString();
    }

    /** Encodes a text as UTF-8, and each lone surrogate of {@link #decode} as its byte. */
    public static byte[] encode(String text) {
        if (isUtf8(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        var bytes = new ByteArrayOutputStream(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isByte(text.codePointAt(i))) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(text.charAt(i) - BASE);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** Whether every byte of a text is part of UTF-8. */
    public static boolean isUtf8(String text) {
        return text.codePoints().noneMatch(RawText::isByte);
    }

    /**
     * Returns the same text, for values that must be UTF-8.
     *
     * @throws Failure {@link Failure.Kind#INVALID} if a byte of it is not part of UTF-8
     */
    public static String utf8(String text) {
        if (!isUtf8(text)) {
            throw Failure.invalid("'%s' is not UTF-8".formatted(shown(text)));
        }
        return text;
    }

    /**
     * For a message: bytes that are not part of UTF-8 become {@code \xNN}, control characters {@code \}{@code uXXXX}.
     */
    public static String shown(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .forEach(c -> shown.append(
                        isByte(c) ? "\\x%02x".formatted(c - BASE) : Printable.escape(Character.toString(c))));
        return shown.toString();
    }

    /** The bytes passed by the shell. */
    public byte[] bytes() {
        return encode(text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isByte(int codePoint) {
        return codePoint >= FIRST && codePoint <= LAST;
    }
}
