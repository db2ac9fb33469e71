package dev.weir.cli;

/** Text of strangers made fit for a terminal. */
public final class Words {

    private Words() {}

    /** The same text with a question mark in the place of each character that a terminal would act upon. */
    public static String onOneLine(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return shown.toString();
    }
}
