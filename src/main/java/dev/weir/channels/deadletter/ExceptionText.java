package dev.weir.channels.deadletter;

import java.util.function.Supplier;

/**
 * The text of an exception, bounded.
 *
 * <p>An exception of an application may quote a whole record, and its methods may throw.
 */
public final class ExceptionText {

    private static final int MAX_LENGTH = 1_000;

    private ExceptionText() {}

    /** Its {@code toString}. */
    public static String of(Throwable thrown) {
        return bounded(thrown::toString, thrown.getClass().getName());
    }

    /** Its message. */
    static String message(Throwable thrown) {
        return bounded(thrown::getMessage, "No message");
    }

    /** Its cause; null where it has none, or throws. */
    static Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException | StackOverflowError failed) {
            return null;
        }
    }

    private static String bounded(Supplier<String> method, String otherwise) {
        try {
            var text = String.valueOf(method.get());
            return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        } catch (RuntimeException | StackOverflowError failed) {
            return otherwise;
        }
    }
}
