package dev.weir.cli.connection;

import dev.weir.model.Printable;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Discards the log of Kafka's clients, or writes it to standard error with {@code --verbose}.
 *
 * <p>Set as slf4j's provider explicitly, which skips the service lookup and the setup of JBoss LogManager; these take
 * as long as a short command.
 */
public final class ClientLog implements SLF4JServiceProvider {

    private static final String PROVIDER = "slf4j.provider";
    private static final String LOG_MANAGER = "java.util.logging.manager";
    private static final String NATIVE_IMAGE = "org.graalvm.nativeimage.imagecode";

    private static volatile boolean visible;

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** Called by slf4j. */
    public ClientLog() {}

    /** Installs this provider; must be called before any class of Kafka is loaded. */
    public static void install() {
        System.setProperty(PROVIDER, ClientLog.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty("org.jboss.logging.provider", "slf4j");
        if (System.getProperty(NATIVE_IMAGE) == null && System.getProperty(LOG_MANAGER) == null) {
            SilentLogging.install();
        } else {
            // The log manager of the service is in place already.
            SilentLogging.silence();
        }
    }

    /** Shows or hides the log from now on. */
    static void setVisible(boolean verbose) {
        visible = verbose;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return StandardErrorLogger::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // The fields are initialized by the constructor.
    }

    /** Writes each event as a line to standard error. */
    private static final class StandardErrorLogger extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1;

        StandardErrorLogger(String name) {
            this.name = name;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                org.slf4j.event.Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            var message = MessageFormatter.basicArrayFormat(pattern, arguments);
            System.err.println("%s %-5s %s: %s%s"
                    .formatted(
                            LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS),
                            level,
                            name.substring(name.lastIndexOf('.') + 1),
                            Printable.escape(String.valueOf(message)),
                            thrown == null ? "" : ": " + thrown));
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return Logger.class.getName();
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return visible;
        }

        @Override
        public boolean isWarnEnabled() {
            return visible;
        }

        @Override
        public boolean isErrorEnabled() {
            return visible;
        }
    }
}
