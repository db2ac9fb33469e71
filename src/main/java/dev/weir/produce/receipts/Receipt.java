package dev.weir.produce.receipts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.weir.http.HttpStatuses;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The delivery report of one record that was sent asynchronously.
 *
 * @param sequence the number of the receipt in the order of closing, from 1; 0 while pending
 * @param client whose record it is; null without authentication
 * @param partition null unless delivered
 * @param offset null unless delivered and confirmed by a broker
 * @param errorCode the HTTP status that a synchronous send would have; null unless failed or unknown
 * @param message the reason; null unless failed or unknown
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        String id,
        State state,
        TopicName topic,
        @JsonIgnore long sequence,
        String client,
        @JsonUnwrapped ReceiptTimes times,
        Integer partition,
        Long offset,
        Long timestamp,
        @JsonProperty("error_code") Integer errorCode,
        String message) {

    /** The state of the record. */
    public enum State {
        @JsonProperty("pending")
        PENDING,
        /** As many replicas as requested by acks have the record. */
        @JsonProperty("delivered")
        DELIVERED,
        /** The record was not stored. */
        @JsonProperty("failed")
        FAILED,
        /** The record may have been stored, once. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** The receipt of a record in flight. */
    static Receipt pending(String id, TopicName topic, String client, long accepted) {
        return new Receipt(
                id, State.PENDING, topic, 0, client, ReceiptTimes.pending(accepted), null, null, null, null, null);
    }

    /** This receipt with the outcome of the record. */
    Receipt closed(long at, ReceiptTimes closing, Outcome outcome) {
        if (outcome.isStored()) {
            var stored = outcome.stored();
            return new Receipt(
                    id,
                    State.DELIVERED,
                    topic,
                    at,
                    client,
                    closing,
                    stored.partition(),
                    stored.offset(),
                    stored.timestamp(),
                    null,
                    null);
        }
        var kind = outcome.failure().kind();
        var state = kind == Failure.Kind.UNKNOWN_OUTCOME ? State.UNKNOWN : State.FAILED;
        return new Receipt(
                id,
                state,
                topic,
                at,
                client,
                closing,
                null,
                null,
                null,
                HttpStatuses.of(kind),
                outcome.failure().getMessage());
    }
}
