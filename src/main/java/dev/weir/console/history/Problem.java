package dev.weir.console.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.console.history.OffsetTrends.Stall;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The worst problem of a topic or a group in one sentence, from what the brokers report.
 *
 * @param kind {@code leaderless} or {@code stalled}
 * @param text names times in UTC
 * @param since milliseconds since 1970; null where it is not known
 * @param isAtLeast whether it began at {@code since} or earlier
 * @param arriving records a second that arrive in the partition; null where it is not known
 */
@RegisterForReflection
public record Problem(
        String kind,
        String text,
        String group,
        String topic,
        int partition,
        Long since,
        @JsonProperty("at_least") boolean isAtLeast,
        Double arriving) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** A partition that no broker leads. */
    public static Problem leaderless(String topic, int partition) {
        return new Problem("leaderless", "P" + partition + " has no leader", null, topic, partition, null, false, null);
    }

    /** A group that has committed nothing for a while. */
    public static Problem stalled(String group, Stall stall, long now) {
        return new Problem(
                "stalled",
                "%s: P%d has committed nothing since %s%s UTC while %s/s arrive"
                        .formatted(
                                group,
                                stall.at().partition(),
                                stall.isAtLeast() ? "before " : "",
                                clock(stall.since(), now),
                                rate(stall.arriving())),
                group,
                stall.at().topic(),
                stall.at().partition(),
                stall.since(),
                stall.isAtLeast(),
                Math.round(stall.arriving() * 10) / 10.0);
    }

    /** With the day where it is not that of now. */
    private static String clock(long time, long now) {
        var at = Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC);
        var today = Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC);
        return at.format(at.toLocalDate().equals(today.toLocalDate()) ? TIME : DAY);
    }

    /** The sentence of an event, which has a time of its own. */
    static String event(Stall stall, long now) {
        return "P%d has committed nothing for %s%s while %s/s arrive"
                .formatted(
                        stall.at().partition(),
                        stall.isAtLeast() ? "at least " : "",
                        text(Duration.ofMillis(now - stall.since())),
                        rate(stall.arriving()));
    }

    private static String text(Duration duration) {
        return duration.toMinutes() < 2 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }

    private static String rate(double perSecond) {
        return perSecond < 10 ? String.format(Locale.ROOT, "%.1f", perSecond) : Long.toString(Math.round(perSecond));
    }
}
