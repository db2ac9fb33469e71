package dev.weir.console.history;

import dev.weir.console.history.OffsetTrends.Stall;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Locale;

/**
 * The worst problem of a topic or a group in one sentence, from what the brokers report.
 *
 * @param kind {@code leaderless} or {@code stalled}
 * @param since milliseconds since 1970; null where it is not known
 */
@RegisterForReflection
public record Problem(String kind, String text, String group, String topic, int partition, Long since) {

    /** A partition that no broker leads. */
    public static Problem leaderless(String topic, int partition) {
        return new Problem("leaderless", "P" + partition + " has no leader", null, topic, partition, null);
    }

    /** A group that has committed nothing for a while. */
    public static Problem stalled(String group, Stall stall, long now) {
        return new Problem(
                "stalled",
                group + ": " + sentence(stall, now),
                group,
                stall.at().topic(),
                stall.at().partition(),
                stall.since());
    }

    static String sentence(Stall stall, long now) {
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
