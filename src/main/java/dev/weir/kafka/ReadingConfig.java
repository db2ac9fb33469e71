package dev.weir.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What all reading for clients of HTTP has in common. */
@ConfigMapping(prefix = "weir.reading")
interface ReadingConfig {

    /** How many threads drive the consumers of all instances and streams together. */
    @WithDefault("4")
    int threads();
}
