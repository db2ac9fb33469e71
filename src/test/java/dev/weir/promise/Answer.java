package dev.weir.promise;

import java.util.Map;

/**
 * An answer of Weir.
 *
 * @param headers by their names in lower case
 */
record Answer(int status, Map<String, String> headers, String body) {

    Answer {
        headers = Map.copyOf(headers);
    }

    /** Whether a temporary error has {@code Retry-After}; other responses need not. */
    boolean saysWhenToTryAgain() {
        return (status != 503 && status != 429) || headers.containsKey("retry-after");
    }

    boolean isLast() {
        return "close".equalsIgnoreCase(headers.get("connection"));
    }
}
