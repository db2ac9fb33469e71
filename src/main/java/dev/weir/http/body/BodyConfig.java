package dev.weir.http.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How large request bodies may be, and how slow their clients. */
@ConfigMapping(prefix = "weir.http")
public interface BodyConfig {

    /** The longest request body that is read as a whole, and the longest line of NDJSON. */
    @WithDefault("2M")
    MemorySize maxBodySize();

    /**
     * The most bytes of all request bodies that are being read, over all connections; an eighth of the heap by default.
     */
    Optional<MemorySize> maxBufferedSize();

    /** The fewest bytes a second of a body that is read as a whole; a slower one is refused with 408. */
    @WithDefault("240")
    int minRate();

    /** The time over which the rate is measured. */
    @WithDefault("10s")
    Duration rateWindow();
}
