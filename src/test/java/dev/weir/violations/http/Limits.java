package dev.weir.violations.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "violations.http")
interface Limits {

    int MOST_CONNECTIONS = 2;

    @WithDefault("1")
    int connections();
}
