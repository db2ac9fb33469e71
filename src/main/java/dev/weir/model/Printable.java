package dev.weir.model;

/** Escapes characters that a terminal interprets, in text from clients and from records. */
public final class Printable {

    private static final int MAX_LENGTH = 80;

    private Printable() {}

    /** The escaped text for a message: at most 80 characters. */
    public static String of(String text) {
        int end = text.codePointCount(0, text.length()) > MAX_LENGTH
                ? text.offsetByCodePoints(0, MAX_LENGTH)
                : text.length();
        return end < text.length() ? escape(text.substring(0, end)) + "..." : escape(text);
    }

    /** The text with {@code \}{@code uXXXX} for each character that is not printable. */
    public static String escape(String text) {
        if (text.codePoints().allMatch(Printable::isPrintable)) {
            return text;
        }
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> escaped.append(isPrintable(c) ? Character.toString(c) : "\\u%04x".formatted(c)));
        return escaped.toString();
    }

    /**
     * Whether a terminal displays a character and does not interpret it.
     *
     * <p>Besides control characters a terminal interprets separators of lines and paragraphs, and characters that
     * change the direction of text. An unpaired surrogate is not printable either.
     */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> !changesDirection(codePoint);
            default -> true;
        };
    }

    private static boolean changesDirection(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> false;
        };
    }
}
