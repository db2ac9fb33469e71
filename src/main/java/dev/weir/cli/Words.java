package dev.weir.cli;

/** Text for a terminal. */
public final class Words {

    private Words() {}

    /** A number of records, in words. */
    public static String records(long count) {
        return count == 1 ? "1 record" : count + " records";
    }

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
