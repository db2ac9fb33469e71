package dev.weir.http.filter;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The hosts that requests may be for. */
@ConfigMapping(prefix = "weir.http")
interface HostConfig {

    /**
     * The hosts that Weir answers to, of any port; {@code *.example.com} stands for all below it, {@code *} for any.
     *
     * <p>Without a list these are localhost, 127.0.0.1 and [::1]; see {@link AllowedHosts} for a Weir on a network. The
     * host that it listens on is always one of them.
     */
    Optional<List<String>> allowedHosts();
}
