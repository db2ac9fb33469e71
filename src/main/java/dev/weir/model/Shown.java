package dev.weir.model;

/** Input of a stranger made fit for a message: short, and without control characters. */
public final class Shown {

    private static final int LONGEST = 80;

    private Shown() {}

    /** The text itself where it is harmless, else with {@code \}{@code uXXXX} for what a terminal would act upon. */
    public static String of(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? "\\u%04x".formatted((int) c) : c);
        }
        return text.length() > LONGEST ? shown + "..." : shown.toString();
    }
}
