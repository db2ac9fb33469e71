package dev.weir.kafka.diagnosis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Detects repeated log messages about a metadata error of a topic, so that only a change is logged.
 *
 * <p>Kafka's clients request a topic that is missing or without a leader up to twenty times a second, and log each
 * response. An error that was not logged for a minute counts as over.
 */
public final class MetadataIssues {

    private static final String BEGINNING = "The metadata response from the cluster reported a recoverable issue";
    private static final Pattern ISSUE = Pattern.compile("([a-zA-Z0-9._-]{1,249})=([A-Z_]+)");

    private final Cache<String, String> issues = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(10_000)
            .build();

    /** Whether a log message is not a repetition; true for any other message. */
    public boolean isNew(String line) {
        int beginning = line.indexOf(BEGINNING);
        if (beginning < 0) {
            return true;
        }
        var found = ISSUE.matcher(line.substring(beginning));
        boolean isNew = false;
        boolean any = false;
        while (found.find()) {
            any = true;
            var before = issues.asMap().put(found.group(1), found.group(2));
            isNew |= !found.group(2).equals(before);
        }
        return isNew || !any;
    }
}
