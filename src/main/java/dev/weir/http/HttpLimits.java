package dev.weir.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How much a request may bring. */
@ConfigMapping(prefix = "weir.http")
public interface HttpLimits {

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

    /**
     * The hosts that Weir answers to, of any port; {@code *.example.com} stands for all below it, {@code *} for any.
     *
     * <p>Without a list these are localhost, 127.0.0.1 and [::1]; see {@link AllowedHosts} for a Weir on a network. The
     * host that it listens on is always one of them.
     */
    Optional<List<String>> allowedHosts();
}
