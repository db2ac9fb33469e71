package dev.weir.console.deliveries;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.produce.deliveries.DeliveriesBySecond;
import dev.weir.produce.deliveries.FailedSend;
import dev.weir.produce.deliveries.FailureCount;
import dev.weir.produce.deliveries.LatencyBucket;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The outcomes of the records that Weir was asked to send, and of those that its channels read.
 *
 * @param time when this was read, in milliseconds since 1970
 * @param since when counting began
 * @param inFlight records that were admitted and whose outcome is not known yet
 * @param latestFailures the newest first
 */
@RegisterForReflection
record Deliveries(
        long time,
        long since,
        @JsonProperty("in_flight") long inFlight,
        List<OutgoingCount> outgoing,
        List<IncomingCount> incoming,
        @JsonProperty("by_second") DeliveriesBySecond bySecond,
        List<LatencyBucket> latency,
        List<FailureCount> failures,
        @JsonProperty("latest_failures") List<FailedSend> latestFailures) {

    /**
     * An outgoing channel.
     *
     * @param failed records that were refused, that failed, or whose outcome is unknown
     */
    @RegisterForReflection
    record OutgoingCount(String channel, String acks, long confirmed, long failed) {}

    /** An incoming channel. */
    @RegisterForReflection
    record IncomingCount(
            String channel,
            long handled,
            @JsonProperty("dead_letters") long deadLetters) {}
}
