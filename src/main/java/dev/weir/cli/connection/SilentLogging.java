package dev.weir.cli.connection;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Keeps to itself what libraries log through the JDK; the JDK makes one in the place of reading a configuration.
 *
 * <p>Without it Caffeine, for instance, shows the stack trace of a failure that the command tells in a sentence.
 */
public final class SilentLogging {

    private static final String CONFIGURATION = "java.util.logging.config.class";

    /** For the JDK. */
    public SilentLogging() {
        // Without a configuration there is no handler, so that nothing is left to be done.
    }

    /** Takes the log over for this process, before anything is logged. */
    static void takeOver() {
        System.setProperty(CONFIGURATION, SilentLogging.class.getName());
    }

    /** The same where a log manager is there already, as in a native executable and in the jar of the service. */
    static void silence() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }
}
