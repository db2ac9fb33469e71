package dev.weir.consumers;

import dev.weir.consumers.request.Assignor;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How clients of HTTP consume as members of a group. */
@ConfigMapping(prefix = "weir.consumers")
interface ConsumersConfig {

    /** The most instances at once; more are refused with 429. */
    @WithDefault("500")
    int maxInstances();

    /** The most instances of one group in this process; more are refused with 429. */
    @WithDefault("100")
    int maxPerGroup();

    /** How long an instance may go without a request before it is closed and leaves its group. */
    @WithDefault("5m")
    Duration idleTimeout();

    /** The longest that a poll waits, whatever it asks for. Below the idle timeout of HTTP, which would cut it off. */
    @WithDefault("25s")
    Duration maxWait();

    /** How much a poll is given at the most, whatever it asks for: bytes of keys and values. */
    @WithDefault("1M")
    MemorySize maxBytes();

    /** How often an instance with automatic commit commits. */
    @WithDefault("5s")
    Duration autoCommitInterval();

    /** How partitions are assigned to instances that do not say how. */
    @WithDefault("cooperative-sticky")
    Assignor assignment();
}
