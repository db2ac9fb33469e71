package dev.weir.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The nodes that this Weir belongs to. */
@ConfigMapping(prefix = "weir.cluster")
interface ClusterConfig {

    /** The name that the nodes share: 1 to 100 of {@code a-z A-Z 0-9 . _ -}; a Weir without one is alone. */
    Optional<String> name();

    /** The address at which the other nodes reach this one, {@code http(s)://host:port}; needed with a name. */
    Optional<String> url();

    /** The compacted topic of 32 partitions that has what consumer instances were asked to be. */
    @WithDefault("weir.instances")
    String topic();
}
