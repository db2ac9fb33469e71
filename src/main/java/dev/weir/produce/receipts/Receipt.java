package dev.weir.produce.receipts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.http.HttpStatuses;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of one record that was sent asynchronously.
 *
 * @param sequence its place among the receipts that were closed, from 1; 0 while pending
 * @param partition null unless delivered
 * @param offset null unless delivered with a confirmation
 * @param errorCode the HTTP status that a synchronous send would have been answered with; null unless failed or unknown
 * @param message why; null unless failed or unknown
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Receipt(
        String id,
        State state,
        TopicName topic,
        @JsonIgnore long sequence,
        Integer partition,
        Long offset,
        Long timestamp,
        @JsonProperty("error_code") Integer errorCode,
        String message) {

    /** How far it is. */
    enum State {
        @JsonProperty("pending")
        PENDING,
        /** Stored as asked for. */
        @JsonProperty("delivered")
        DELIVERED,
        /** Surely not stored. */
        @JsonProperty("failed")
        FAILED,
        /** Nobody knows; it may be stored, once. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** The receipt of a record that is under way. */
    static Receipt pending(String id, TopicName topic) {
        return new Receipt(id, State.PENDING, topic, 0, null, null, null, null, null);
    }

    /** This receipt with the outcome on it. */
    Receipt closed(long at, Outcome outcome) {
        if (outcome.isStored()) {
            var stored = outcome.stored();
            return new Receipt(
                    id,
                    State.DELIVERED,
                    topic,
                    at,
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
                null,
                null,
                null,
                HttpStatuses.of(kind),
                outcome.failure().getMessage());
    }
}
