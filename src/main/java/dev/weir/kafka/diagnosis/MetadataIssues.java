package dev.weir.kafka.diagnosis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Lets a topic's trouble be said once and again when it changes, not with every answer that each client gets.
 *
 * <p>Kafka's clients ask up to twenty times a second for a topic that is missing or without a leader, and log each
 * answer. Trouble that was not heard of for a minute is over.
 */
public final class MetadataIssues {

    private static final String BEGINNING = "The metadata response from the cluster reported a recoverable issue";
    private static final Pattern ISSUE = Pattern.compile("([a-zA-Z0-9._-]{1,249})=([A-Z_]+)");

    private final Cache<String, String> issues = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(10_000)
            .build();

    /** Whether a line of the log says anything that has not been said; any other line does. */
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
