package dev.weir.kafka.connector;

import dev.weir.kafka.diagnosis.ConnectionIssues;
import dev.weir.kafka.diagnosis.MetadataIssues;
import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Drops log messages of the connector that report no problem, or one that Weir logs itself.
 *
 * <p>The connector logs each record that was not written twice, with a stack trace; the client has the response, and
 * the metrics count it. It also warns of a commit strategy without its own health check, which the channels configure,
 * and of disabled channels. Repeated messages of clients about a topic are logged once ({@link MetadataIssues}), and so
 * is a broker that none of them reaches ({@link ConnectionIssues}).
 */
@LoggingFilter(name = "connector-noise")
final class ConnectorLogFilter implements Filter {

    private static final Set<String> EXPECTED = Set.of("SRMSG18206", "SRMSG18212", "SRMSG18235");
    private static final String NOT_CONNECTED = "SRMSG00207";
    private static final Pattern INCOMING = Pattern.compile("incoming:'([^']+)'");

    private final MetadataIssues topics = new MetadataIssues();
    private final ConnectionIssues brokers = new ConnectionIssues();

    @Override
    public boolean isLoggable(LogRecord entry) {
        var message = entry.getMessage();
        if (message == null || !message.startsWith("SRMSG")) {
            return message == null || (topics.isNew(message) && brokers.isNew(message));
        }
        var code = message.substring(0, Math.min(10, message.length()));
        return !EXPECTED.contains(code) && !(code.equals(NOT_CONNECTED) && namesOnlyChannelsThatAreOff(entry));
    }

    private static boolean namesOnlyChannelsThatAreOff(LogRecord entry) {
        var parameters = entry.getParameters();
        var text = parameters == null ? entry.getMessage() : Arrays.toString(parameters);
        var channels =
                INCOMING.matcher(text).results().map(found -> found.group(1)).toList();
        return !channels.isEmpty() && channels.stream().allMatch(ConnectorLogFilter::isOff);
    }

    private static boolean isOff(String channel) {
        return !ConfigProvider.getConfig()
                .getOptionalValue("mp.messaging.incoming." + channel + ".enabled", Boolean.class)
                .orElse(true);
    }
}
