package dev.weir.cli.text;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as it is written on a command line. */
public final class TimeExpression {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
    private static final Pattern AGO = Pattern.compile(SPAN + "-ago");
    private static final Pattern SINCE_1970 = Pattern.compile("(\\d{1,15})(\\.\\d{1,9})?(s|ms)?");
    private static final int MAX_SECONDS_DIGITS = 11;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private TimeExpression() {}

    /**
     * Reads {@code 2026-01-31T12:00} or {@code 2026-01-31}, with an offset such as {@code Z} or in the time zone of
     * this machine; {@code 90m-ago} (ms, s, m, h, d, w); {@code now}; or what has gone by since 1970:
     * {@code 1767225600s} or {@code 1767225600000ms}. A number alone is seconds where it has up to 11 digits, which is
     * until the year 5138, and milliseconds where it has more, which is from 1973.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything else, and for times before 1970 or after 9999
     */
    public static Instant parse(String text, Instant now) {
        var ago = AGO.matcher(text);
        try {
            var moment =
                    ago.matches() ? now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2))) : at(text, now);
            if (!moment.isBefore(Instant.EPOCH) && !moment.isAfter(LAST)) {
                return moment;
            }
        } catch (DateTimeException | ArithmeticException noTime) {
            throw notATime(text);
        }
        throw notATime(text);
    }

    /**
     * Reads how long something takes, such as {@code 90s}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    public static Duration span(String text) {
        var span = SPAN.matcher(text);
        if (!span.matches()) {
            throw Failure.invalid("A span of time is 500ms, 5s, 2m or 1h, not '%s'".formatted(Printable.of(text)));
        }
        return duration(Long.parseLong(span.group(1)), span.group(2));
    }

    private static Instant at(String text, Instant now) {
        if (text.equals("now")) {
            return now;
        }
        var number = SINCE_1970.matcher(text);
        if (number.matches()) {
            return since1970(number);
        }
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
        return ZonedDateTime.parse(text, DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneId.systemDefault()))
                .toInstant();
    }

    /** What a number alone was taken for, as a sentence; nothing where the text says it itself. */
    public static Optional<String> reading(String text) {
        var number = SINCE_1970.matcher(text);
        return number.matches() && number.group(3) == null
                ? Optional.of("%s is taken for %s since 1970, which is %s"
                        .formatted(text, isSeconds(number) ? "seconds" : "milliseconds", since1970(number)))
                : Optional.empty();
    }

    private static Instant since1970(Matcher number) {
        long whole = Long.parseLong(number.group(1));
        if (!isSeconds(number)) {
            return Instant.ofEpochMilli(whole);
        }
        var fraction = number.group(2) == null ? "" : number.group(2).substring(1);
        return Instant.ofEpochSecond(whole, Long.parseLong((fraction + "000000000").substring(0, 9)));
    }

    private static boolean isSeconds(Matcher number) {
        return number.group(3) == null
                ? number.group(2) != null || number.group(1).length() <= MAX_SECONDS_DIGITS
                : number.group(3).equals("s");
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(Math.multiplyExact(count, 7));
        };
    }

    private static Failure notATime(String text) {
        return Failure.invalid(
                ("A time is 2026-01-31T12:00 (of this machine's time zone, or with Z or an offset), 2026-01-31, "
                                + "1h-ago, now, or seconds or milliseconds since 1970 (1767225600s, 1767225600000ms), "
                                + "from 1970 to 9999, not '%s'")
                        .formatted(Printable.of(text)));
    }
}
