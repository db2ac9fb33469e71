package dev.weir.kafka.diagnosis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Detects repeated log messages about an unreachable broker, so that it is logged once and not with every attempt.
 *
 * <p>While Kafka is unavailable, each of four clients logs several attempts a second. {@code ClusterMonitor} logs the
 * outage, its reason and its end. A broker that no client failed to reach for a minute is logged again the next time.
 */
public final class ConnectionIssues {

    private static final Pattern ISSUE =
            Pattern.compile("Connection to node .* could not be established\\.|Bootstrap broker .* disconnected");

    private final Cache<String, Boolean> issues = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(10_000)
            .build();

    /** Whether a log message is not a repetition; true for any other message. */
    public boolean isNew(String line) {
        var issue = ISSUE.matcher(line);
        return !issue.find() || issues.asMap().put(issue.group(), true) == null;
    }
}
