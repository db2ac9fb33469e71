package dev.weir.produce.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.concurrent.TimeUnit;

/**
 * When a record went through Weir; points in time are milliseconds since 1970.
 *
 * @param accepted when Weir accepted the record
 * @param sent when the producer got the record; null while pending, and where it never did
 * @param closed when the outcome became known; null while pending
 * @param queueMillis from accepted to sent, to the microsecond
 * @param brokerMillis from sent to closed, to the microsecond
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReceiptTimes(
        long accepted,
        Long sent,
        Long closed,
        @JsonProperty("queue_ms") Double queueMillis,
        @JsonProperty("broker_ms") Double brokerMillis) {

    /** The times of a record in flight. */
    static ReceiptTimes pending(long accepted) {
        return new ReceiptTimes(accepted, null, null, null, null);
    }

    /**
     * The times of a record whose outcome is known.
     *
     * @param queueNanos null where the producer never got the record
     * @param totalNanos from accepted to closed
     */
    static ReceiptTimes closed(long accepted, Long queueNanos, long totalNanos) {
        long closed = accepted + TimeUnit.NANOSECONDS.toMillis(totalNanos);
        return queueNanos == null
                ? new ReceiptTimes(accepted, null, closed, null, null)
                : new ReceiptTimes(
                        accepted,
                        accepted + TimeUnit.NANOSECONDS.toMillis(queueNanos),
                        closed,
                        millis(queueNanos),
                        millis(totalNanos - queueNanos));
    }

    private static double millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / 1_000.0;
    }
}
