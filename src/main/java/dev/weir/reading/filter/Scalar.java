package dev.weir.reading.filter;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * One reading of a part of a record, or a literal of a filter.
 *
 * @param isString whether it compares with texts
 * @param isLiteral whether it compares with numbers and truth values; a header {@code 5} does both
 */
record Scalar(String text, boolean isString, boolean isLiteral) {

    /** A longer number costs more to parse than a filter may; it compares with no number. */
    private static final int MAX_DIGITS = 300;

    private static final Pattern LITERAL = Pattern.compile("true|false|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    /** A JSON string, or a text in quotes. */
    static Scalar string(String text) {
        return new Scalar(text, true, false);
    }

    /** Bytes that are no text: a pattern may match some of them, and they compare with nothing. */
    static Scalar binary(String replaced) {
        return new Scalar(replaced, false, false);
    }

    /** A JSON number or truth value. */
    static Scalar literal(String text) {
        return new Scalar(text, false, text.length() <= MAX_DIGITS);
    }

    /** A number. */
    static Scalar number(long number) {
        return literal(Long.toString(number));
    }

    /** The content of a key or a header, which is a text and may be a number. */
    static Scalar content(String text) {
        return new Scalar(
                text, true, text.length() <= MAX_DIGITS && LITERAL.matcher(text).matches());
    }

    /** Whether both are the same number, text or truth value. */
    boolean isEqual(Scalar other) {
        if (isString && other.isString && text.equals(other.text)) {
            return true;
        }
        if (isNumber() && other.isNumber()) {
            var order = compareNumbers(other);
            return order != null && order == 0;
        }
        return isLiteral && other.isLiteral && text.equals(other.text);
    }

    /**
     * Compares numbers as numbers, else texts by their characters.
     *
     * @return null where the two have no order, such as a number and a text
     */
    Integer compare(Scalar other) {
        if (isNumber() && other.isNumber()) {
            return compareNumbers(other);
        }
        return isString && other.isString ? (Integer) text.compareTo(other.text) : null;
    }

    private boolean isNumber() {
        return isLiteral && (text.charAt(0) == '-' || Character.isDigit(text.charAt(0)));
    }

    /** Null where an exponent is beyond those of {@link BigDecimal}. */
    private Integer compareNumbers(Scalar other) {
        try {
            return new BigDecimal(text).compareTo(new BigDecimal(other.text));
        } catch (NumberFormatException beyond) {
            return null;
        }
    }
}
