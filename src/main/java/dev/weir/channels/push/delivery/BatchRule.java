package dev.weir.channels.push.delivery;

import java.time.Duration;

/**
 * How many records go into one request.
 *
 * @param size the maximum number of records, at least 1
 * @param maxBytes the maximum of their keys and values together; one that is larger is sent alone
 * @param maxWait how long a record waits for others
 */
public record BatchRule(int size, long maxBytes, Duration maxWait) {

    /** Each record has its own request. */
    public static final BatchRule SINGLE = new BatchRule(1, Long.MAX_VALUE, Duration.ZERO);

    /** Whether requests have several records. */
    boolean isBatch() {
        return size > 1;
    }
}
