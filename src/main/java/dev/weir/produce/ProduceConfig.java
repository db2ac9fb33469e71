package dev.weir.produce;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How records are sent. */
@ConfigMapping(prefix = "weir.produce")
interface ProduceConfig {

    /** The longest a synchronous send may take before it is answered with 504. */
    @WithDefault("6s")
    Duration budget();
}
