package dev.weir.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The clients that may read the description of the API. */
@ConfigMapping(prefix = "weir.http")
interface OpenApiConfig {

    /** Whom the description is for, where Weir authenticates. */
    enum For {
        ALL,
        AUTHENTICATED
    }

    /** For whom {@code /q/openapi} is: all, or clients that Weir knows. */
    @WithDefault("authenticated")
    For openapi();
}
