package dev.weir.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a stop may take. */
@ConfigMapping(prefix = "weir.stop")
interface ShutdownConfig {

    /** From the signal to the end of the process; what has not ended by then is cut off. */
    @WithDefault("10s")
    Duration timeout();
}
