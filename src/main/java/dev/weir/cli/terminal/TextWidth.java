package dev.weir.cli.terminal;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The number of terminal columns of a text.
 *
 * <p>One visible character may be several code points: a letter and its accents, or joined emoji.
 */
public final class TextWidth {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final int EMOJI_PRESENTATION = 0xFE0F;
    private static final int FIRST_FLAG_LETTER = 0x1F1E6;
    private static final int LAST_FLAG_LETTER = 0x1F1FF;

    /**
     * Wide and fullwidth characters of Unicode 16 (EastAsianWidth.txt), including unassigned code points between them.
     */
    private static final NavigableMap<Integer, Integer> WIDE = ranges("""
            1100-115F 231A-231B 2329-232A 23E9-23EC 23F0-23F0 23F3-23F3 25FD-25FE 2614-2615 2630-2637 2648-2653 267F-267F
            268A-268F 2693-2693 26A1-26A1 26AA-26AB 26BD-26BE 26C4-26C5 26CE-26CE 26D4-26D4 26EA-26EA 26F2-26F3 26F5-26F5
            26FA-26FA 26FD-26FD 2705-2705 270A-270B 2728-2728 274C-274C 274E-274E 2753-2755 2757-2757 2795-2797 27B0-27B0
            27BF-27BF 2B1B-2B1C 2B50-2B50 2B55-2B55 2E80-303E 3041-3247 3250-A4CF A960-A97F AC00-D7A3 F900-FAFF FE10-FE19
            FE30-FE6F FF01-FF60 FFE0-FFE6 16FE0-18DFF 1AFF0-1B2FF 1D300-1D376 1F004-1F004 1F0CF-1F0CF 1F18E-1F18E 1F191-1F19A
            1F200-1F320 1F32D-1F335 1F337-1F37C 1F37E-1F393 1F3A0-1F3CA 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4-1F3F4 1F3F8-1F43E
            1F440-1F440 1F442-1F4FC 1F4FF-1F53D 1F54B-1F54E 1F550-1F567 1F57A-1F57A 1F595-1F596 1F5A4-1F5A4 1F5FB-1F64F
            1F680-1F6C5 1F6CC-1F6CC 1F6D0-1F6D2 1F6D5-1F6DF 1F6EB-1F6EC 1F6F4-1F6FF 1F7E0-1F7EB 1F7F0-1F7F0 1F90C-1F93A
            1F93C-1F945 1F947-1F9FF 1FA70-1FAFF 20000-2FFFD 30000-3FFFD
            """);

    private TextWidth() {}

    /** The columns of a text, which must not contain control characters. */
    public static int of(String text) {
        if (text.chars().allMatch(c -> c < 0x300)) {
            return text.length();
        }
        return GRAPHEME.matcher(text)
                .results()
                .mapToInt(each -> ofGrapheme(each.group()))
                .sum();
    }

    /** Appends spaces to the text up to a number of columns. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    private static int ofGrapheme(String grapheme) {
        int first = grapheme.codePointAt(0);
        if (isZeroWidth(first)) {
            return 0;
        }
        boolean isWide = isWide(first)
                || grapheme.codePoints().anyMatch(c -> c == EMOJI_PRESENTATION)
                || grapheme.codePoints().filter(TextWidth::isFlagLetter).count() > 1;
        return isWide ? 2 : 1;
    }

    private static boolean isZeroWidth(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean isFlagLetter(int c) {
        return c >= FIRST_FLAG_LETTER && c <= LAST_FLAG_LETTER;
    }

    private static boolean isWide(int c) {
        var range = WIDE.floorEntry(c);
        return range != null && c <= range.getValue();
    }

    private static NavigableMap<Integer, Integer> ranges(String text) {
        NavigableMap<Integer, Integer> ranges = new TreeMap<>();
        for (var range : text.strip().split("\\s+", 0)) {
            int dash = range.indexOf('-');
            ranges.putAll(Map.of(
                    Integer.parseInt(range.substring(0, dash), 16), Integer.parseInt(range.substring(dash + 1), 16)));
        }
        return ranges;
    }
}
