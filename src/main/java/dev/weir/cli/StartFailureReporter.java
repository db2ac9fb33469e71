package dev.weir.cli;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Says in one sentence why the service could not start, where the reason is one that its user can remove.
 *
 * <p>Quarkus does so for the exceptions of the JVM's own sockets; those of epoll it does not know, and prints their
 * stack.
 */
final class StartFailureReporter {

    private static final String ADDRESS_IN_USE = "Address already in use";

    private static final Logger LOG = Logger.getLogger(StartFailureReporter.class);

    private StartFailureReporter() {}

    /**
     * Writes the reason: to the log, or to standard error where the configuration of the log itself may be the fault.
     */
    static void tell(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException || cause instanceof ConfigValidationException) {
                System.err.println("Weir cannot start: " + cause.getMessage());
                return;
            }
            if (isOfBinding(cause)) {
                LOG.error(cannotListen(cause.getMessage(), ConfigProvider.getConfig()));
                return;
            }
        }
        LOG.error("Weir cannot start", failure);
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
