package dev.weir.cli.consume.filter;

import dev.weir.cli.text.RawText;
import dev.weir.model.Failure;
import dev.weir.model.PatternCompiler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/** Matches the bytes of a key, a value or a header. */
@FunctionalInterface
interface BytesMatcher extends Predicate<byte[]> {

    /** Whether the bytes match; null matches nothing. */
    @Override
    boolean test(byte[] bytes);

    /**
     * Parses a matcher: {@code TEXT} matches the same bytes, {@code ~PATTERN} bytes that contain a match of the RE2
     * pattern.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an invalid pattern
     */
    static BytesMatcher parse(String text) {
        if (!text.startsWith("~")) {
            var expected = RawText.encode(text);
            return bytes -> Arrays.equals(expected, bytes);
        }
        var pattern = PatternCompiler.compile(RawText.utf8(text.substring(1)));
        return bytes -> bytes != null
                && pattern.matcher(new String(bytes, StandardCharsets.UTF_8)).find();
    }
}
