package dev.weir.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** How much a request may bring. */
@ConfigMapping(prefix = "weir.http")
public interface HttpLimits {

    /** The longest body of a request that is read as a whole, and the longest line of one that is not. */
    @WithDefault("2M")
    MemorySize maxBody();

    /**
     * The hosts that Weir answers to, of any port; {@code *.example.com} stands for all below it, {@code *} for any.
     *
     * <p>Without a list these are localhost, 127.0.0.1 and [::1]; see {@link AllowedHosts} for a Weir on a network. The host
     * that it listens on is always one of them.
     */
    Optional<List<String>> allowedHosts();
}
