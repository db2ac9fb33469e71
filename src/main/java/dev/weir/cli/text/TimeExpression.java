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

/** Parses times and durations of a command line. */
public final class TimeExpression {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
    private static final Pattern AGO = Pattern.compile(DURATION + "-ago");
    private static final Pattern EPOCH_NUMBER = Pattern.compile("(\\d{1,15})(\\.\\d{1,9})?(s|ms)?");
    private static final int MAX_SECONDS_DIGITS = 11;
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

    private TimeExpression() {}

    /**
     * Parses {@code 2026-01-31T12:00} or {@code 2026-01-31}, with an offset such as {@code Z} or in the time zone of
     * this machine; {@code 90m-ago} (ms, s, m, h, d, w); {@code now}; or a Unix time: {@code 1767225600s} or
     * {@code 1767225600000ms}. A number without a unit is in seconds if it has up to 11 digits (until the year 5138),
     * else in milliseconds (from 1973).
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other text, and for times before 1970 or after 9999
     */
    public static Instant parse(String text, Instant now) {
        var ago = AGO.matcher(text);
        try {
            var time =
                    ago.matches() ? now.minus(durationOf(Long.parseLong(ago.group(1)), ago.group(2))) : at(text, now);
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(MAX)) {
                return time;
            }
        } catch (DateTimeException | ArithmeticException noTime) {
            throw notATime(text);
        }
        throw notATime(text);
    }

    /**
     * Parses a duration such as {@code 90s}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other text
     */
    public static Duration duration(String text) {
        var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw Failure.invalid("A duration is 500ms, 5s, 2m or 1h, not '%s'".formatted(Printable.of(text)));
        }
        return durationOf(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    private static Instant at(String text, Instant now) {
        if (text.equals("now")) {
            return now;
        }
        var number = EPOCH_NUMBER.matcher(text);
        if (number.matches()) {
            return epochTime(number);
        }
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
        return ZonedDateTime.parse(text, DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneId.systemDefault()))
                .toInstant();
    }

    /** States the unit assumed for a number without one; empty for any other text. */
    public static Optional<String> interpretation(String text) {
        var number = EPOCH_NUMBER.matcher(text);
        return number.matches() && number.group(3) == null
                ? Optional.of("%s is read as %s since 1970, which is %s"
                        .formatted(text, isSeconds(number) ? "seconds" : "milliseconds", epochTime(number)))
                : Optional.empty();
    }

    private static Instant epochTime(Matcher number) {
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

    private static Duration durationOf(long count, String unit) {
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
