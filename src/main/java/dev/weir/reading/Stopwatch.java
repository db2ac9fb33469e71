package dev.weir.reading;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** The time since an event; may be read from any thread. */
public final class Stopwatch {

    private final Ticker ticker;
    private volatile long since;

    /** Starts now. */
    public Stopwatch(Ticker ticker) {
        this.ticker = ticker;
        restart();
    }

    /** The event has happened again. */
    public void restart() {
        since = ticker.read();
    }

    public Duration elapsed() {
        return Duration.ofNanos(ticker.read() - since);
    }

    /** Whether more time than this has passed. */
    public boolean exceeds(Duration limit) {
        return ticker.read() - since > limit.toNanos();
    }
}
