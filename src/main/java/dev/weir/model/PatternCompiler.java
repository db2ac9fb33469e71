package dev.weir.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Compiles RE2 patterns of clients, if they are not too large.
 *
 * <p>RE2 matches in linear time, but expands counted repetitions when it compiles: {@code ((x{1000}){1000}){1000}}
 * becomes a billion instructions. So they are counted first.
 */
public final class PatternCompiler {

    private static final int MAX_LENGTH = 1_000;
    private static final long MAX_STEPS = 5_000;

    private static final java.util.regex.Pattern COUNT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:(,)(\\d{1,9})?)?}");

    private final String text;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long steps;
    private long last;
    private int at;

    private PatternCompiler(String text) {
        this.text = text;
    }

    /**
     * Compiles a pattern.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is invalid or too large
     */
    public static Pattern compile(String pattern) {
        problem(pattern).ifPresent(problem -> {
            throw Failure.invalid("The pattern '" + Printable.of(pattern) + "' " + problem);
        });
        return Pattern.compile(pattern);
    }

    /** Why a pattern is rejected, as the end of a sentence that begins with the pattern; empty for a valid one. */
    public static Optional<String> problem(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            return Optional.of("has %d characters; %d are the most".formatted(pattern.length(), MAX_LENGTH));
        }
        if (new PatternCompiler(pattern).isTooLarge()) {
            return Optional.of("is too large: written out, its repeats make more than " + MAX_STEPS + " steps");
        }
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException invalid) {
            return Optional.of("is not a pattern of RE2: " + invalid.getDescription());
        }
    }

    private boolean isTooLarge() {
        while (at < text.length() && steps <= MAX_STEPS) {
            step();
        }
        return steps > MAX_STEPS || outer.stream().anyMatch(sum -> sum > MAX_STEPS);
    }

    private void step() {
        char c = text.charAt(at++);
        switch (c) {
            case '\\' -> escape();
            case '[' -> atom(skipClass());
            case '(' -> {
                outer.push(steps);
                steps = 0;
            }
            case ')' -> {
                long inner = steps + 2;
                steps = outer.isEmpty() ? 0 : outer.pop();
                atom(inner);
            }
            case '{' -> repeat();
            default -> atom(1);
        }
    }

    private void atom(long size) {
        last = size;
        steps += size;
    }

    private void repeat() {
        Matcher count = COUNT.matcher(text).region(at - 1, text.length());
        if (!count.lookingAt()) {
            atom(1);
            return;
        }
        at = count.end();
        long least = Long.parseLong(count.group(1));
        long most = count.group(3) == null ? least + (count.group(2) == null ? 0 : 1) : Long.parseLong(count.group(3));
        long times = Math.max(1, Math.max(least, most));
        // An optional repetition takes one more instruction each time.
        long written = (last + 1) * times;
        steps += written - last;
        last = written;
    }

    /**
     * {@code \Q..\E}, a class such as <code>\p{Greek}</code>, a number such as <code>\x{10ffff}</code>, or one
     * character.
     */
    private void escape() {
        if (at == text.length()) {
            return;
        }
        char kind = text.charAt(at++);
        if (kind == 'Q') {
            int end = text.indexOf("\\E", at);
            int stop = end < 0 ? text.length() : end;
            steps += Math.max(0, stop - at - 1);
            at = end < 0 ? stop : end + 2;
        } else if ("pPx".indexOf(kind) >= 0 && at < text.length() && text.charAt(at) == '{') {
            int end = text.indexOf('}', at);
            at = end < 0 ? text.length() : end + 1;
        }
        atom(1);
    }

    /** Skips a character class; each of its characters may be an instruction. */
    private long skipClass() {
        int from = at;
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        // A closing bracket directly after the opening one is a character of the class.
        at++;
        while (at < text.length() && text.charAt(at) != ']') {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.startsWith("[:", at)) {
                int end = text.indexOf(":]", at);
                at = end < 0 ? at : end + 1;
            }
            at++;
        }
        at = Math.min(text.length(), at + 1);
        return Math.max(1, (at - from) / 2);
    }
}
