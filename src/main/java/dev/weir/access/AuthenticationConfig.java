package dev.weir.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.ClientAuth;
import java.nio.file.Path;
import java.util.Optional;

/** How clients prove who they are. */
@ConfigMapping(prefix = "weir.auth")
interface AuthenticationConfig {

    /** The file of API keys, a line {@code name:sha256:role,role} for each; read again when it changes. */
    Optional<Path> keysFile();

    /** Whether Weir asks clients for a certificate: none, request, or required. It needs a trust store of TLS. */
    @WithDefault("none")
    ClientAuth clientCertificates();

    /**
     * Whether something in front of Weir authenticates, so that Weir may listen on a network without doing so itself.
     */
    @WithDefault("false")
    boolean trustNetwork();
}
