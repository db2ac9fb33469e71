package dev.weir.channels.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * One request to a receiver.
 *
 * @param records their place, as {@code topic[partition]@offset}, and {@code -offset} of the last one in a batch
 * @param status of the response; null where there was none
 * @param problem null for a 2xx response
 * @param response the first bytes of its body, at most 200; null where there are none
 */
record PushAttempt(
        @JsonProperty("time") Instant time,
        @JsonProperty("records") String records,

        @JsonProperty("status") @JsonInclude(JsonInclude.Include.NON_NULL)
        Integer status,

        @JsonProperty("duration_ms") long durationMillis,

        @JsonProperty("problem") @JsonInclude(JsonInclude.Include.NON_NULL)
        String problem,

        @JsonProperty("response") @JsonInclude(JsonInclude.Include.NON_NULL)
        String response) {}
