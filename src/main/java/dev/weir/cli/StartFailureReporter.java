package dev.weir.cli;

import dev.weir.cli.connection.SecretRedactor;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Reports in one sentence why the service could not start, if the user can remove the reason.
 *
 * <p>Quarkus does so for the socket exceptions of the JDK, but prints the stack trace of those of epoll.
 */
final class StartFailureReporter {

    private static final String ADDRESS_IN_USE = "Address already in use";

    /** As the configuration quotes a value that it cannot convert. */
    private static final Pattern INVALID_VALUE =
            Pattern.compile("config property (\\S+) with the config value \"(.*?)\" threw");

    private static final Logger LOG = Logger.getLogger(StartFailureReporter.class);

    private StartFailureReporter() {}

    /** Writes the reason to the log, or to standard error if the logging configuration itself may be invalid. */
    static void report(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException || cause instanceof ConfigValidationException) {
                System.err.println("Weir cannot start: " + withoutSecrets(cause.getMessage()));
                return;
            }
            if (isBindFailure(cause)) {
                LOG.error(cannotListen(cause.getMessage(), ConfigProvider.getConfig()));
                return;
            }
        }
        LOG.error("Weir cannot start", failure);
    }

    /** Without the values of properties that take a secret, among which are URLs: those may have one in them. */
    static String withoutSecrets(String message) {
        var shown = message;
        var invalid = INVALID_VALUE.matcher(message);
        while (invalid.find()) {
            var property = invalid.group(1);
            if (!invalid.group(2).isEmpty() && (property.endsWith("url") || SecretRedactor.isSecret(property))) {
                shown = shown.replace(invalid.group(2), "(hidden)");
            }
        }
        return shown;
    }

    private static boolean isBindFailure(Throwable cause) {
        // Netty's exception for a failed epoll call is an IOException: "bind(..) failed with error(-98): <reason>".
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
