package dev.weir.reading;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings that all readers share. */
@ConfigMapping(prefix = "weir.reading")
interface ReadingConfig {

    /** How many threads drive the consumers of all instances and streams together. */
    @WithDefault("4")
    int threads();

    /** How much of the heap all instances, streams and pushes may take together; by default 12/32 of it. */
    Optional<MemorySize> memory();
}
