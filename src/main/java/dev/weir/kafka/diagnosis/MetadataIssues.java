package dev.weir.kafka.diagnosis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Lets a metadata error of a topic be logged once and when it changes, and not with every response to each client.
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

    /** Whether a log message is no repetition; true for messages about anything else. */
    public boolean isNews(String line) {
        int beginning = line.indexOf(BEGINNING);
        if (beginning < 0) {
            return true;
        }
        var found = ISSUE.matcher(line.substring(beginning));
        boolean news = false;
        boolean any = false;
        while (found.find()) {
            any = true;
            var before = issues.asMap().put(found.group(1), found.group(2));
            news |= !found.group(2).equals(before);
        }
        return news || !any;
    }
}
