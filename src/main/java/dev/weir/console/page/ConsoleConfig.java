package dev.weir.console.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether Weir serves its console, see docs/console.md. */
@ConfigMapping(prefix = "weir.console")
interface ConsoleConfig {

    /** Whether the files of the console are served; the HTTP API stays the same without them. */
    @WithDefault("true")
    boolean enabled();
}
