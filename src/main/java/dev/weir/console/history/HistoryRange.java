package dev.weir.console.history;

import dev.weir.console.samples.SampleHistory;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which samples a history has: one for each step, up to now.
 *
 * @param span at most an hour
 * @param step at least a second
 */
record HistoryRange(Duration span, Duration step) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3_600);
    private static final Duration DEFAULT_SPAN = Duration.ofMinutes(15);
    private static final int DEFAULT_SAMPLES = 300;

    /**
     * Parses query parameters, such as {@code 5m} and {@code 1s}.
     *
     * @param span null for a quarter of an hour
     * @param step null for at most 300 samples
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    static HistoryRange of(String span, String step) {
        var wanted = span == null ? DEFAULT_SPAN : parse("span", span);
        if (wanted.compareTo(SampleHistory.MAX_AGE) > 0) {
            throw Failure.invalid("span is at most 1h, not '" + span + "'");
        }
        return new HistoryRange(
                wanted,
                step == null
                        ? Duration.ofSeconds(Math.max(1, wanted.toSeconds() / DEFAULT_SAMPLES))
                        : parse("step", step));
    }

    private static Duration parse(String name, String text) {
        var found = DURATION.matcher(text);
        var parsed = found.matches()
                ? Duration.ofSeconds(Long.parseLong(found.group(1)) * SECONDS.get(found.group(2)))
                : Duration.ZERO;
        if (parsed.isZero()) {
            throw Failure.invalid(
                    "%s is a duration such as 30s, 5m or 1h, not '%s'".formatted(name, Printable.of(text)));
        }
        return parsed;
    }

    /** The indexes of the last sample of each step. */
    int[] indexes(long[] times) {
        if (times.length == 0) {
            return new int[0];
        }
        long begin = times[times.length - 1] - span.toMillis();
        var indexes = new int[times.length];
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            boolean isLast = i + 1 == times.length || slot(times[i + 1]) != slot(times[i]);
            if (times[i] >= begin && isLast) {
                indexes[count++] = i;
            }
        }
        return Arrays.copyOf(indexes, count);
    }

    private long slot(long time) {
        return time / step.toMillis();
    }
}
