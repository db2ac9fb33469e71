package dev.weir.channels.push.endpoint;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import javax.net.ssl.SSLException;

/** Says why a request got no response, without the address that messages of the client quote. */
final class ConnectionProblem {

    private ConnectionProblem() {}

    static String of(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "TLS failed, " + tls(cause);
            }
            if (cause instanceof ConnectException) {
                return "the connection was refused";
            }
            if (cause instanceof HttpClosedException) {
                return "the connection was closed";
            }
        }
        return thrown instanceof IOException
                ? "the connection was lost"
                : thrown.getClass().getSimpleName();
    }

    private static String tls(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
