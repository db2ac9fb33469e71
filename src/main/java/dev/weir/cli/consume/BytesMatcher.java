package dev.weir.cli.consume;

import dev.weir.cli.text.RawText;
import dev.weir.http.PatternCompiler;
import dev.weir.model.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/** What the bytes of a key, a value or a header have to be. */
@FunctionalInterface
interface BytesMatcher extends Predicate<byte[]> {

    /** Whether it passes; bytes may be null, and null passes no test. */
    @Override
    boolean test(byte[] bytes);

    /**
     * Reads a test: {@code TEXT} passes what is exactly that, {@code ~PATTERN} what the RE2 pattern is found in.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for what is no pattern
     */
    static BytesMatcher parse(String text) {
        if (!text.startsWith("~")) {
            var wanted = RawText.encode(text);
            return bytes -> Arrays.equals(wanted, bytes);
        }
        var pattern = PatternCompiler.compile(RawText.utf8(text.substring(1)));
        return bytes -> bytes != null
                && pattern.matcher(new String(bytes, StandardCharsets.UTF_8)).find();
    }
}
