package dev.weir.produce.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The number of asynchronous records since the start, and by state; the states add up to {@code accepted}. */
@RegisterForReflection
record ReceiptSummary(long accepted, long delivered, long failed, long unknown, long pending) {

    /** The summary of another node; a count that it lacks is 0. */
    static ReceiptSummary of(JsonNode other) {
        return new ReceiptSummary(
                other.path("accepted").asLong(),
                other.path("delivered").asLong(),
                other.path("failed").asLong(),
                other.path("unknown").asLong(),
                other.path("pending").asLong());
    }

    /** Both together. */
    ReceiptSummary plus(ReceiptSummary other) {
        return new ReceiptSummary(
                accepted + other.accepted,
                delivered + other.delivered,
                failed + other.failed,
                unknown + other.unknown,
                pending + other.pending);
    }
}
