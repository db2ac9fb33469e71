package dev.weir.stream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How topics are read without a group. */
@ConfigMapping(prefix = "weir.stream")
interface StreamConfig {

    /** The maximum number of concurrent readers; further ones are rejected with 429. */
    @WithDefault("2000")
    int maxReaders();

    /** How much is fetched ahead for one reader, which bounds its memory while its client is slow. */
    @WithDefault("1M")
    MemorySize fetchBytes();

    /**
     * How often an idle stream writes a keep-alive, and how often a followed topic is checked for new partitions. It
     * must be below the idle timeout of HTTP, which closes the connection.
     */
    @WithDefault("15s")
    Duration heartbeat();

    /** How long a read with an end may wait for records of Kafka before the connection is closed. */
    @WithDefault("10s")
    Duration stallTimeout();
}
