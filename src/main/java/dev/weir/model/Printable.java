package dev.weir.model;

/** Input of a stranger made fit for a message: short, and without control characters. */
public final class Printable {

    private static final int MAX_LENGTH = 80;

    private Printable() {}

    /** The text itself where it is harmless, else with {@code \}{@code uXXXX} for what a terminal would act upon. */
    public static String of(String text) {
        var shown = new StringBuilder();
        int end = text.codePointCount(0, text.length()) > MAX_LENGTH
                ? text.offsetByCodePoints(0, MAX_LENGTH)
                : text.length();
        text.substring(0, end)
                .codePoints()
                .forEach(c -> shown.append(isHarmless(c) ? Character.toString(c) : "\\u%04x".formatted(c)));
        return end < text.length() ? shown + "..." : shown.toString();
    }

    /**
     * Whether a terminal only shows a character.
     *
     * <p>Besides control characters it acts upon the ends of lines and paragraphs, and upon those that turn the
     * direction of what follows; half of a pair is no character.
     */
    public static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> !isOfDirection(codePoint);
            default -> true;
        };
    }

    private static boolean isOfDirection(int codePoint) {
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
