package dev.weir.consume;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.jboss.logging.Logger;

/** How declared consumers show what they read. */
@ConfigMapping(prefix = "weir.consume")
interface ConsumeConfig {

    /** What the log shows of records. */
    Payload log();

    /** What the log shows of records. */
    interface Payload {

        /** The level at which records are logged; records are not even formatted where it is off. */
        @WithDefault("INFO")
        Logger.Level level();

        /** The most characters that are shown of a key, a value or a header; 0 shows sizes only. */
        @WithDefault("200")
        int length();
    }
}
