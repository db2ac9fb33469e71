package dev.weir.stream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How topics are read without a group. */
@ConfigMapping(prefix = "weir.stream")
interface StreamConfig {

    /** The most readers at once; more are refused with 429. */
    @WithDefault("500")
    int maxReaders();

    /** How much is fetched ahead for one reader; what bounds its memory while its client is slow. */
    @WithDefault("256K")
    MemorySize fetchBytes();

    /**
     * How often a reader without news is sent a sign of life, and how often a topic that is followed is looked at.
     * Below the idle timeout of HTTP, which would end it.
     */
    @WithDefault("15s")
    Duration heartbeat();

    /** How long Kafka may be silent within a read that has an end, before the connection is broken off. */
    @WithDefault("10s")
    Duration stallTimeout();
}
