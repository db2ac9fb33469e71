package dev.weir.http.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How large request bodies may be, and how slow their clients. */
@ConfigMapping(prefix = "weir.http")
public interface BodyConfig {

    /** The longest body of a request that is read as a whole, and the longest line of one that is not. */
    @WithDefault("2M")
    MemorySize maxBodySize();

    /**
     * The most bytes of all bodies that are being read at once, over all connections; an eighth of the heap by default.
     */
    Optional<MemorySize> maxBufferedSize();

    /** The fewest bytes a second of a body that is being read as a whole; one that comes slower is ended with 408. */
    @WithDefault("240")
    int minRate();

    /** The time over which the least rate is counted. */
    @WithDefault("10s")
    Duration rateWindow();
}
