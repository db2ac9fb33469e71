package dev.weir.groups.index;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the groups of each topic are looked up. */
@ConfigMapping(prefix = "weir.groups")
interface GroupIndexConfig {

    /** How old the list of the groups of each topic may be; what the console watches is looked up twice as often. */
    @WithDefault("10s")
    Duration indexMaxAge();
}
