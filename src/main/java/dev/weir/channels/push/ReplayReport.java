package dev.weir.channels.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How far a replay is.
 *
 * @param delivered the records that the receiver accepted
 * @param rejected the records that it rejected, or failed to accept in time
 * @param error why it failed; null unless it did
 */
record ReplayReport(
        @JsonProperty("state") State state,
        @JsonProperty("delivered") long delivered,
        @JsonProperty("rejected") long rejected,

        @JsonProperty("error") @JsonInclude(JsonInclude.Include.NON_NULL)
        String error) {

    /** Whether it goes on. */
    enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED;

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
