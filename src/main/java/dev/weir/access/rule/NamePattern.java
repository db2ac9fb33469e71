package dev.weir.access.rule;

import com.google.re2j.Pattern;
import dev.weir.model.PatternCompiler;
import java.util.function.Predicate;

/**
 * Names of topics or groups, as a rule writes them.
 *
 * <p>A prefix is literal but for its last {@code *}: {@code orders.*} does not match {@code orders-2}. A pattern of RE2
 * says so with {@code regex:}, because a group may have any character in its name.
 *
 * @param text as it is written
 * @param matcher for whole names
 */
public record NamePattern(String text, Predicate<String> matcher) {

    private static final String REGEX = "regex:";

    /**
     * Reads a pattern.
     *
     * @throws dev.weir.model.Failure where it is none of RE2, or too large
     */
    static NamePattern of(String text) {
        if (text.startsWith(REGEX)) {
            Pattern pattern = PatternCompiler.compile(text.substring(REGEX.length()));
            return new NamePattern(text, pattern::matches);
        }
        if (text.endsWith("*")) {
            var prefix = text.substring(0, text.length() - 1);
            return new NamePattern(text, name -> name.startsWith(prefix));
        }
        return new NamePattern(text, text::equals);
    }

    boolean matches(String name) {
        return matcher.test(name);
    }

    /** Whether it is written for names that begin so, and does not only happen to match some. */
    boolean isAbout(String prefix) {
        var literal = text.startsWith(REGEX) ? text.substring(REGEX.length()).replace("\\", "") : text;
        return literal.startsWith(prefix);
    }
}
