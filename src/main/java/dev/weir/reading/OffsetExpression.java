package dev.weir.reading;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An offset as a client or a user names it, before it is looked up in Kafka.
 *
 * @param value the offset, milliseconds since 1970, the number of records, or the distance from the committed offset; 0
 *     for the other kinds
 */
public record OffsetExpression(Kind kind, long value) {

    /** How the offset is named. */
    public enum Kind {
        /** The first offset that is still there. */
        EARLIEST,
        /** The offset of the next record to come. */
        LATEST,
        OFFSET,
        /** The first record at a time or after it. */
        TIMESTAMP,
        /** The last records of each partition. */
        LAST,
        /** The committed offset of the reader, or an offset at some distance from it. */
        COMMITTED
    }

    public static final OffsetExpression EARLIEST = new OffsetExpression(Kind.EARLIEST, 0);
    public static final OffsetExpression LATEST = new OffsetExpression(Kind.LATEST, 0);
    public static final OffsetExpression COMMITTED = committed(0);

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    /** An offset from 0. */
    public static OffsetExpression offset(long offset) {
        return new OffsetExpression(Kind.OFFSET, offset);
    }

    /** Milliseconds since 1970. */
    public static OffsetExpression timestamp(long millis) {
        return new OffsetExpression(Kind.TIMESTAMP, millis);
    }

    /** The last so many records of each partition. */
    public static OffsetExpression last(long count) {
        return count == 0 ? LATEST : new OffsetExpression(Kind.LAST, count);
    }

    /** So many offsets after the committed one, or before it where the number is negative. */
    public static OffsetExpression committed(long distance) {
        return new OffsetExpression(Kind.COMMITTED, distance);
    }

    /**
     * Parses a query parameter: {@code earliest}, {@code latest}, {@code -N}, milliseconds since 1970, or an ISO 8601
     * time.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    public static OffsetExpression ofQuery(String text) {
        return switch (text) {
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            default ->
                number(text, OffsetExpression::timestamp)
                        .or(() -> isoTime(text))
                        .orElseThrow(() -> Failure.invalid(
                                ("from is earliest, latest, -N for the last N of each partition, milliseconds since 1970, "
                                                + "or a time such as 2024-01-31T12:00:00Z (a + must be sent as %%2B), not '%s'")
                                        .formatted(Printable.of(text))));
        };
    }

    /**
     * Parses an argument: {@code earliest}, {@code latest}, {@code committed}, {@code N}, {@code -N} or {@code @TIME};
     * {@code beginning}, {@code oldest}, {@code end}, {@code newest} and {@code stored} are other words for the first
     * three.
     *
     * @param time parses what follows the {@code @}
     * @return empty for anything else
     */
    public static Optional<OffsetExpression> ofArgument(String text, Function<String, Instant> time) {
        if (text.startsWith("@")) {
            return Optional.of(timestamp(time.apply(text.substring(1)).toEpochMilli()));
        }
        return switch (text) {
            case "earliest", "beginning", "oldest" -> Optional.of(EARLIEST);
            case "latest", "end", "newest" -> Optional.of(LATEST);
            case "committed", "stored" -> Optional.of(COMMITTED);
            default -> number(text, OffsetExpression::offset);
        };
    }

    private static Optional<OffsetExpression> number(String text, Function<Long, OffsetExpression> positive) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return Optional.of(text.startsWith("-") ? last(-number) : positive.apply(number));
    }

    private static Optional<OffsetExpression> isoTime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().toEpochMilli())
                    .filter(millis -> millis >= 0)
                    .map(OffsetExpression::timestamp);
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }
}
