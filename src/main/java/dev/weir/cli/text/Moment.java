package dev.weir.cli.text;

import dev.weir.model.Failure;
import dev.weir.model.Shown;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** A time as it is written on a command line. */
public final class Moment {

    private static final Pattern AGO = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)-ago");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,18}");

    private Moment() {}

    /**
     * Reads {@code 2026-01-31T12:00} or {@code 2026-01-31}, with an offset such as {@code Z} or in the time zone of this
     * machine; {@code 90m-ago} (ms, s, m, h, d, w); {@code now}; or milliseconds since 1970.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything else, and for times before 1970
     */
    public static Instant parse(String text, Instant now) {
        var ago = AGO.matcher(text);
        try {
            var moment =
                    ago.matches() ? now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2))) : at(text, now);
            if (!moment.isBefore(Instant.EPOCH)) {
                return moment;
            }
        } catch (DateTimeException | ArithmeticException noTime) {
            throw notATime(text);
        }
        throw notATime(text);
    }

    private static Instant at(String text, Instant now) {
        if (text.equals("now")) {
            return now;
        }
        if (MILLIS.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
        return ZonedDateTime.parse(text, DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneId.systemDefault()))
                .toInstant();
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
                                + "1h-ago, now, or milliseconds since 1970, not '%s'")
                        .formatted(Shown.of(text)));
    }
}
