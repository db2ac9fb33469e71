package dev.weir.cli.text;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An argument of a command line, which stands for the bytes that the shell has handed over.
 *
 * <p>Arguments are UTF-8 in every locale. A byte that is not part of UTF-8 is kept as a lone surrogate, U+DC80 to
 * U+DCFF, as Python does it, so that it can be a string on its way to a record.
 *
 * @param text as {@link #decode} makes it
 */
public record RawText(String text) {

    private static final int FIRST = 0xDC80;
    private static final int LAST = 0xDCFF;
    private static final int BASE = 0xDC00;

    /** The text of some bytes; {@link #encode} makes the same bytes of it again. */
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

    /** The bytes of a text: UTF-8, and each lone surrogate that stands for a byte as that byte. */
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

    /** Whether a text has no byte that is not part of UTF-8. */
    public static boolean isUtf8(String text) {
        return text.codePoints().noneMatch(RawText::isByte);
    }

    /**
     * The same text, for what Kafka or the machine can have only as text.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where a byte of it is not part of UTF-8
     */
    public static String utf8(String text) {
        if (!isUtf8(text)) {
            throw Failure.invalid("'%s' is not UTF-8".formatted(shown(text)));
        }
        return text;
    }

    /**
     * For a message: each byte that is not part of UTF-8 as {@code \xNN}, and nothing that a terminal would act upon.
     */
    public static String shown(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .forEach(c -> shown.append(
                        isByte(c)
                                ? "\\x%02x".formatted(c - BASE)
                                : Printable.isPrintable(c) ? Character.toString(c) : "\\u%04x".formatted(c)));
        return shown.toString();
    }

    /** The bytes that the shell has handed over. */
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
