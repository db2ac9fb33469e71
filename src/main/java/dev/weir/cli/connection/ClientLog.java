package dev.weir.cli.connection;

import dev.weir.cli.terminal.Text;
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
 * Where the log of Kafka's clients goes on the command line: nowhere, or with {@code --verbose} to standard error.
 *
 * <p>It is named to slf4j before its first use, so that nothing is looked for and no logging is set up: that would take
 * as long as a short command does.
 */
public final class ClientLog implements SLF4JServiceProvider {

    private static final String PROVIDER = "slf4j.provider";
    private static final String LOG_MANAGER = "java.util.logging.manager";
    private static final String IN_A_NATIVE_IMAGE = "org.graalvm.nativeimage.imagecode";

    private static volatile boolean shown;

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** For slf4j. */
    public ClientLog() {}

    /** Takes the log over for this process, before any of Kafka's classes is used. */
    public static void takeOver() {
        System.setProperty(PROVIDER, ClientLog.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty("org.jboss.logging.provider", "slf4j");
        if (System.getProperty(IN_A_NATIVE_IMAGE) == null && System.getProperty(LOG_MANAGER) == null) {
            SilentLogging.takeOver();
        } else {
            // There the loggers are those of the service.
            SilentLogging.silence();
        }
    }

    /** Says whether what is logged from now on is shown. */
    static void begin(boolean verbose) {
        shown = verbose;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Line::new;
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
        // Everything is there from the beginning.
    }

    /** A logger; the name of its class is all it keeps. */
    private static final class Line extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1;

        Line(String name) {
            this.name = name;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                org.slf4j.event.Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            var words = MessageFormatter.basicArrayFormat(pattern, arguments);
            System.err.println("%s %-5s %s: %s%s"
                    .formatted(
                            LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS),
                            level,
                            name.substring(name.lastIndexOf('.') + 1),
                            Text.onOneLine(String.valueOf(words)),
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
            return shown;
        }

        @Override
        public boolean isWarnEnabled() {
            return shown;
        }

        @Override
        public boolean isErrorEnabled() {
            return shown;
        }
    }
}
