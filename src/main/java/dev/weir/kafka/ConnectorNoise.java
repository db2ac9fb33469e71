package dev.weir.kafka;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log what the connector says, twice and with a stack trace, of each record that was not written.
 *
 * <p>Whoever sent the record is told, and the metrics count it; during an outage the log would hold nothing else.
 */
@LoggingFilter(name = "connector-noise")
final class ConnectorNoise implements Filter {

    private static final String UNABLE_TO_WRITE = "SRMSG18206";
    private static final String NACKING = "SRMSG18212";

    @Override
    public boolean isLoggable(LogRecord entry) {
        var message = entry.getMessage();
        return message == null || !(message.startsWith(UNABLE_TO_WRITE) || message.startsWith(NACKING));
    }
}
