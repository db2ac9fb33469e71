package dev.weir.kafka.diagnosis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.kafka.ClusterMonitor;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Lets each broker that cannot be reached be logged once, not with every attempt of every client.
 *
 * <p>While Kafka is away, four clients log several attempts a second each. {@link ClusterMonitor} logs when Kafka goes,
 * why, and when it is back. A broker that no client failed to reach for a minute is logged again the next time.
 */
public final class ConnectionIssues {

    private static final Pattern ISSUE =
            Pattern.compile("Connection to node .* could not be established\\.|Bootstrap broker .* disconnected");

    private final Cache<String, Boolean> issues = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(10_000)
            .build();

    /** Whether a line of the log says anything that has not been logged; every other line does. */
    public boolean isNews(String line) {
        var issue = ISSUE.matcher(line);
        return !issue.find() || issues.asMap().put(issue.group(), true) == null;
    }
}
