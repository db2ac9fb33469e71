package dev.weir.generate;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Text with placeholders that differ from record to record.
 *
 * <p>{@code {n}} is the number of the record from 1, {@code {unix-time}} the seconds since 1970, {@code {random:16}}
 * that many random capitals. A template of one placeholder needs no braces: {@code unix-time}, {@code random:4}.
 */
final class Template {

    private static final Pattern PLACE = Pattern.compile("n|unix-time|random:(\\d{1,6})");
    private static final Pattern BRACED = Pattern.compile("\\{([^{}]*)}");
    private static final int MAX_RANDOM_LENGTH = 100_000;

    /** The digits of a number, or of the seconds since 1970. */
    private static final int MAX_NUMBER_LENGTH = 19;

    private interface Part {
        void append(StringBuilder to, long n, SplittableRandom random);
    }

    private final List<Part> parts = new ArrayList<>();
    private long largest;

    /**
     * Parses a template.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an unknown placeholder
     */
    Template(String text) {
        if (PLACE.matcher(text).matches()) {
            parts.add(place(text));
            return;
        }
        var braced = BRACED.matcher(text);
        int end = 0;
        while (braced.find()) {
            literal(text.substring(end, braced.start()));
            // Other braces belong to the text, for instance those of JSON.
            if (PLACE.matcher(braced.group(1)).matches()) {
                parts.add(place(braced.group(1)));
            } else {
                literal(braced.group());
            }
            end = braced.end();
        }
        literal(text.substring(end));
    }

    /** The text for one record, as UTF-8. */
    byte[] fill(long n, SplittableRandom random) {
        var filled = new StringBuilder();
        parts.forEach(part -> part.append(filled, n, random));
        return filled.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The maximum number of bytes. */
    long maxBytes() {
        return largest;
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            largest += text.getBytes(StandardCharsets.UTF_8).length;
            parts.add((to, n, random) -> to.append(text));
        }
    }

    private Part place(String name) {
        boolean isNumber = !name.startsWith("random:");
        largest += isNumber ? MAX_NUMBER_LENGTH : 0;
        if (name.equals("n")) {
            return (to, n, random) -> to.append(n);
        }
        if (name.equals("unix-time")) {
            return (to, n, random) -> to.append(Instant.now().getEpochSecond());
        }
        int length = Integer.parseInt(name.substring("random:".length()));
        if (length < 1 || length > MAX_RANDOM_LENGTH) {
            throw Failure.invalid("'%s' has %d random capitals; 1 to %d are allowed"
                    .formatted(Printable.of(name), length, MAX_RANDOM_LENGTH));
        }
        largest += length;
        return (to, n, random) -> {
            for (int i = 0; i < length; i++) {
                to.append((char) ('A' + random.nextInt(26)));
            }
        };
    }
}
