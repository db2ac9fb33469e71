package dev.weir.stream;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a read begins.
 *
 * @param value the offset, the time in milliseconds since 1970, or how many; 0 where the kind needs none
 * @param places the next offset of each partition, where a reader comes back
 */
record StartOffset(Kind kind, long value, Map<Integer, Long> places) {

    /** What the beginning is told by. */
    enum Kind {
        EARLIEST,
        LATEST,
        OFFSET,
        TIME,
        /** The last so many of each partition. */
        LAST,
        /** Where a reader was when it left. */
        RESUME
    }

    static final StartOffset EARLIEST = new StartOffset(Kind.EARLIEST, 0);
    static final StartOffset LATEST = new StartOffset(Kind.LATEST, 0);

    private static final long MAX_RECORDS_COUNTED = 10_000;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    StartOffset {
        places = Map.copyOf(places);
    }

    private StartOffset(Kind kind, long value) {
        this(kind, value, Map.of());
    }

    /**
     * Whether it is the last so many records of each partition, few enough of all together to be counted by reading.
     */
    boolean isCounted(int partitions) {
        return kind == Kind.LAST && value <= MAX_RECORDS_COUNTED / Math.max(1, partitions);
    }

    /** A partition's offset, from 0. */
    static StartOffset at(long offset) {
        return new StartOffset(Kind.OFFSET, offset);
    }

    /** Behind the event that the reader had last; see {@link Positions#id()}. */
    static StartOffset after(String lastEventId) {
        return new StartOffset(Kind.RESUME, 0, Positions.parse(lastEventId));
    }

    /**
     * Reads {@code earliest}, {@code latest}, {@code -N}, milliseconds since 1970, or a time of ISO 8601.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    static StartOffset fromString(String text) {
        if (text.equals("earliest")) {
            return EARLIEST;
        }
        if (text.equals("latest")) {
            return LATEST;
        }
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return number < 0 ? new StartOffset(Kind.LAST, -number) : new StartOffset(Kind.TIME, number);
        }
        try {
            long time = OffsetDateTime.parse(text).toInstant().toEpochMilli();
            if (time >= 0) {
                return new StartOffset(Kind.TIME, time);
            }
        } catch (DateTimeException | ArithmeticException noTime) {
            throw notAPlace(text);
        }
        throw notAPlace(text);
    }

    private static Failure notAPlace(String text) {
        return Failure.invalid(
                ("from is earliest, latest, -N for the last N of each partition, milliseconds since 1970, "
                                + "or a time such as 2024-01-31T12:00:00Z (a + must be sent as %%2B), not '%s'")
                        .formatted(Printable.of(text)));
    }
}
