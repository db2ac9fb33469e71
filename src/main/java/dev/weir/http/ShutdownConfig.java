package dev.weir.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits the duration of the shutdown. */
@ConfigMapping(prefix = "weir.stop")
interface ShutdownConfig {

    /** From the signal to the end of the process, which is then halted. */
    @WithDefault("10s")
    Duration timeout();
}
