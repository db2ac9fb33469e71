package dev.weir.cli.consume;

import dev.weir.cli.text.TimeExpression;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A place in partitions, as it is asked for.
 *
 * @param value the offset, how many from the end, or milliseconds since 1970; 0 where the kind needs none
 */
record OffsetExpression(Kind kind, long value) {

    /** What a place is told by. */
    enum Kind {
        BEGINNING,
        END,
        /** Where the group has got to. */
        STORED,
        OFFSET,
        /** So many before the end. */
        LAST,
        /** The first record at a time or after it. */
        TIME
    }

    static final OffsetExpression BEGINNING = new OffsetExpression(Kind.BEGINNING, 0);
    static final OffsetExpression END = new OffsetExpression(Kind.END, 0);
    static final OffsetExpression STORED = new OffsetExpression(Kind.STORED, 0);

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    /**
     * Reads {@code beginning}, {@code end}, {@code stored}, {@code N}, {@code -N} or {@code @} with a
     * {@link TimeExpression}.
     *
     * @param now what times such as {@code 1h-ago} are counted from
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    static OffsetExpression parse(String text, Instant now) {
        if (text.startsWith("@")) {
            return new OffsetExpression(
                    Kind.TIME, TimeExpression.parse(text.substring(1), now).toEpochMilli());
        }
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return text.startsWith("-") ? last(-number) : new OffsetExpression(Kind.OFFSET, number);
        }
        return switch (text) {
            case "beginning", "earliest", "oldest" -> BEGINNING;
            case "end", "latest", "newest" -> END;
            case "stored", "committed" -> STORED;
            default ->
                throw Failure.invalid(
                        ("A place is beginning, end, stored, an offset, -N for the last N of each partition, or a "
                                        + "time such as @2026-01-31T12:00 or @1h-ago, not '%s'")
                                .formatted(Printable.of(text)));
        };
    }

    private static OffsetExpression last(long count) {
        if (count > LastRecordsCounter.MAX_COUNT) {
            throw Failure.invalid("-N is counted by reading, and N goes up to %d; say an offset or a time for more"
                    .formatted(LastRecordsCounter.MAX_COUNT));
        }
        return new OffsetExpression(Kind.LAST, count);
    }
}
