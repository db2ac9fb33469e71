package dev.weir.channels;

import java.util.function.Supplier;

/** What an exception says, bounded; it may be anybody's, quote a whole record, and fail when it is asked. */
final class ExceptionText {

    private static final int MAX_LENGTH = 1_000;

    private ExceptionText() {}

    /** The exception in a line, as its {@code toString} has it. */
    static String of(Throwable thrown) {
        return bounded(thrown::toString, thrown.getClass().getName());
    }

    /** Its message. */
    static String message(Throwable thrown) {
        return bounded(thrown::getMessage, "It does not say");
    }

    /** Its cause; null where it has none or does not tell. */
    static Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException | StackOverflowError silent) {
            return null;
        }
    }

    private static String bounded(Supplier<String> asked, String otherwise) {
        try {
            var words = String.valueOf(asked.get());
            return words.length() > MAX_LENGTH ? words.substring(0, MAX_LENGTH) + "..." : words;
        } catch (RuntimeException | StackOverflowError silent) {
            return otherwise;
        }
    }
}
