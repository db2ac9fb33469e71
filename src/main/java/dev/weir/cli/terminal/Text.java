package dev.weir.cli.terminal;

import dev.weir.model.Count;
import dev.weir.model.Printable;

/** Formats text for a terminal. */
public final class Text {

    private Text() {}

    /** {@code 1 record}, {@code 2 records}. */
    public static String records(long count) {
        return Count.of(count, "record");
    }

    /** Replaces each character that a terminal would interpret with a question mark; does not shorten the text. */
    public static String onOneLine(String text) {
        if (text.codePoints().allMatch(Printable::isPrintable)) {
            return text;
        }
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(Printable.isPrintable(c) ? c : '?'));
        return shown.toString();
    }
}
