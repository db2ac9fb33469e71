package dev.weir.reading.filter;

import dev.weir.model.Failure;
import dev.weir.model.Printable;

/** The failures of filter expressions, which name a column. */
final class SyntaxFailures {

    private static final int EXCERPT = 20;

    private SyntaxFailures() {}

    /**
     * The failure at a character of an expression.
     *
     * @param at its index; the message has its column, from 1
     */
    static Failure at(String expression, int at, String problem) {
        return Failure.invalid(
                "The filter is invalid at column %d, %s: %s".formatted(at + 1, place(expression, at), problem));
    }

    private static String place(String expression, int at) {
        if (at >= expression.length()) {
            return "its end";
        }
        int end = Math.min(expression.length(), at + EXCERPT);
        return "'" + Printable.of(expression.substring(at, end)) + (end < expression.length() ? "…'" : "'");
    }
}
