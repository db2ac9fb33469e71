package dev.weir.http.access;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The proxies whose {@code Forwarded} and {@code X-Forwarded-*} headers Weir reads.
 *
 * <p>With {@code quarkus.http.proxy.*} Quarkus reads them, from the proxies that are trusted there, and a request then
 * has the scheme and the host of the client. Otherwise a proxy on this machine is trusted, and any where the network is
 * ({@code weir.auth.trust-network}).
 */
@Singleton
public class TrustedProxies {

    private final boolean byQuarkus;
    private final boolean network;

    TrustedProxies(
            VertxHttpConfig config,
            @ConfigProperty(name = "weir.auth.trust-network", defaultValue = "false") boolean network) {
        byQuarkus = config.proxy().proxyAddressForwarding();
        this.network = network;
    }

    /** Whether the headers of a request say where its client finds Weir. */
    public boolean trust(HttpServerRequest request) {
        return !byQuarkus
                && (network || isLoopback(request.connection().remoteAddress().hostAddress()));
    }

    private static boolean isLoopback(String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
