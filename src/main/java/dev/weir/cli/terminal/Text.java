package dev.weir.cli.terminal;

import dev.weir.model.Count;
import dev.weir.model.Printable;

/** Text for a terminal. */
public final class Text {

    private Text() {}

    /** A number of records, in words. */
    public static String records(long count) {
        return Count.of(count, "record");
    }

    /** The same text with a question mark in the place of each character that a terminal would act upon. */
    public static String onOneLine(String text) {
        if (text.codePoints().allMatch(Printable::isPrintable)) {
            return text;
        }
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(Printable.isPrintable(c) ? c : '?'));
        return shown.toString();
    }
}
