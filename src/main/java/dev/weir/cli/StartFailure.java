package dev.weir.cli;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Says in one sentence why the service could not start, where the reason is one that its user can remove.
 *
 * <p>Quarkus does so for the exceptions of the JVM's own sockets; those of epoll it does not know, and prints their stack.
 */
final class StartFailure {

    private static final String ADDRESS_IN_USE = "Address already in use";

    private StartFailure() {}

    /**
     * The sentence for a failure.
     *
     * @param failure what ended the start
     * @param config where the address stands that Weir was to listen on
     * @return empty where only a stack trace can tell more
     */
    static Optional<String> sentence(Throwable failure, Config config) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isOfBinding(cause)) {
                return Optional.of(cannotListen(cause.getMessage(), config));
            }
            if (cause instanceof ConfigurationException || cause instanceof ConfigValidationException) {
                return Optional.ofNullable(cause.getMessage());
            }
        }
        return Optional.empty();
    }

    private static boolean isOfBinding(Throwable cause) {
        // Netty's exception for a failed call of epoll is an IOException: "bind(..) failed with error(-98): <reason>".
        return cause instanceof BindException
                || (cause.getMessage() != null && cause.getMessage().startsWith("bind("));
    }

    private static String cannotListen(String reason, Config config) {
        var host = config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
        var port = config.getOptionalValue("quarkus.http.port", String.class).orElse("8080");
        var address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        if (reason.contains(ADDRESS_IN_USE)) {
            return "Weir cannot listen on " + address + ": another process listens there. Stop that process"
                    + " ('ss -ltnp' names it), or choose another port with -Dquarkus.http.port=<port>";
        }
        return "Weir cannot listen on " + address + ": "
                + reason.substring(reason.lastIndexOf(": ") + 1).strip()
                + ". Choose another address with -Dquarkus.http.host=<host> and -Dquarkus.http.port=<port>";
    }
}
