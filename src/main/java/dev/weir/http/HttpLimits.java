package dev.weir.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a request may bring. */
@ConfigMapping(prefix = "weir.http")
public interface HttpLimits {

    /** The longest body of a request that is read as a whole, and the longest line of one that is not. */
    @WithDefault("2M")
    MemorySize maxBody();
}
