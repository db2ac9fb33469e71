package dev.weir.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.ClientAuth;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether clients must prove who they are, and where Weir may listen without that.
 *
 * <p>See RATIONALE.md, "Weir does not start open to a network".
 */
@Singleton
class Authentication {

    /** For messages that say what is missing. */
    static final String WAYS =
            "set weir.auth.keys-file (API keys), quarkus.oidc.auth-server-url (tokens), or weir.auth.client-certificates"
                    + " (TLS)";

    private final boolean on;
    private final boolean trustNetwork;
    private final String host;

    Authentication(
            AuthenticationConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer,
            @ConfigProperty(name = "quarkus.oidc.public-key") Optional<String> publicKey) {
        on = config.keysFile().isPresent()
                || issuer.isPresent()
                || publicKey.isPresent()
                || config.clientCertificates() != ClientAuth.NONE;
        trustNetwork = config.trustNetwork();
        this.host = host;
    }

    boolean isOn() {
        return on;
    }

    /** Before anything is served or connected. */
    void check(@Observes @Priority(1) StartupEvent started) {
        if (!on && !trustNetwork && !isLoopback(host)) {
            throw new ConfigurationException(
                    ("Weir would listen on %s without authentication. Either %s; or listen on this machine"
                                    + " only (quarkus.http.host=127.0.0.1); or, where a proxy or a network policy in"
                                    + " front of Weir decides which clients reach it, state that with weir.auth.trust-network=true")
                            .formatted(host, WAYS));
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
