package dev.weir.cli.text;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

/** Decodes the escapes of a command line: {@code \n \r \t \0 \\} and {@code \xNN}. */
public final class Escapes {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|.|$)", Pattern.DOTALL);

    private Escapes() {}

    /**
     * The bytes of a text, whose characters are encoded by {@link RawText#encode}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other escape
     */
    public static byte[] bytes(String text) {
        var bytes = new ByteArrayOutputStream();
        var escape = ESCAPE.matcher(text);
        int from = 0;
        while (escape.find()) {
            bytes.writeBytes(RawText.encode(text.substring(from, escape.start())));
            bytes.write(decoded(escape.group(1)));
            from = escape.end();
        }
        bytes.writeBytes(RawText.encode(text.substring(from)));
        return bytes.toByteArray();
    }

    /** Whether a text ends with an escape other than {@code \\}. */
    public static boolean endsWithEscape(String text) {
        boolean atEnd = false;
        for (var escape = ESCAPE.matcher(text); escape.find(); ) {
            atEnd = escape.end() == text.length() && !escape.group(1).equals("\\");
        }
        return atEnd;
    }

    private static int decoded(String escaped) {
        return switch (escaped) {
            case "n" -> '\n';
            case "r" -> '\r';
            case "t" -> '\t';
            case "0" -> 0;
            case "\\" -> '\\';
            default -> {
                if (escaped.length() == 3) {
                    yield Integer.parseInt(escaped.substring(1), 16);
                }
                throw Failure.invalid("'\\%s' is not an escape; the escapes are \\n \\r \\t \\0 \\\\ and \\xNN"
                        .formatted(Printable.of(escaped)));
            }
        };
    }
}
