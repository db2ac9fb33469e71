package dev.weir.cli.connection;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Disables {@code java.util.logging}; the JDK creates an instance instead of reading a configuration file.
 *
 * <p>Otherwise libraries such as Caffeine log the stack trace of a failure for which the command prints a message.
 */
public final class SilentLogging {

    private static final String CONFIGURATION = "java.util.logging.config.class";

    /** Called by the JDK. */
    public SilentLogging() {
        // Without a configuration there is no handler, so nothing is logged.
    }

    /** Installs this configuration; must be called before the JDK creates its log manager. */
    static void install() {
        System.setProperty(CONFIGURATION, SilentLogging.class.getName());
    }

    /** Silences a log manager that is in place already, as in a native executable and in the jar of the service. */
    static void silence() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }
}
