package dev.weir.deadletters;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.TopicName;
import dev.weir.reading.Stopwatch;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the dead letters that wait to be sent back, for responses that show the number all the time.
 *
 * <p>All clients share one count, which is renewed in the background, only while clients ask: every ten seconds, and
 * after a redrive. Safe for use by many threads; never blocks.
 */
@ApplicationScoped
public class HeldLetters {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final LetterService letters;
    private final Ticker ticker;
    private volatile Map<TopicName, Long> counted;
    private boolean counting;
    private boolean isOutdated;
    private Stopwatch sinceCount;

    HeldLetters(LetterService letters, Ticker ticker) {
        this.letters = letters;
        this.ticker = ticker;
    }

    /** About how many there are in the topics that a client may read; empty before the first count. */
    public Optional<Long> count(Caller caller) {
        renew();
        return Optional.ofNullable(counted).map(all -> all.entrySet().stream()
                .filter(topic -> caller.may(Action.READ, topic.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum());
    }

    /** Has the letters counted anew for the next client that asks, since some were sent back. */
    synchronized void expire() {
        isOutdated = true;
    }

    private synchronized void renew() {
        boolean isFresh = sinceCount != null && !sinceCount.exceeds(MAX_AGE) && !isOutdated;
        if (!counting && !isFresh) {
            counting = true;
            isOutdated = false;
            Infrastructure.getDefaultWorkerPool().execute(this::read);
        }
    }

    private void read() {
        try {
            counted = letters.held();
        } catch (RuntimeException thrown) {
            counted = null;
            Log.debugf(thrown, "Dead letters could not be counted");
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        counting = false;
        sinceCount = new Stopwatch(ticker);
    }
}
