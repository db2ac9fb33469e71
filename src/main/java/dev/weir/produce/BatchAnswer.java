package dev.weir.produce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.http.Statuses;
import dev.weir.model.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * What became of the records of a batch, in their order.
 *
 * @param errorCode the HTTP status when every record failed with the same one, else null
 * @param message why, when {@code errorCode} is there
 */
@RegisterForReflection
record BatchAnswer(
        @JsonProperty("error_code") @JsonInclude(JsonInclude.Include.NON_NULL)
        Integer errorCode,

        @JsonInclude(JsonInclude.Include.NON_NULL) String message,
        List<Item> offsets) {

    /** What became of one record. */
    sealed interface Item {}

    /**
     * It was stored.
     *
     * @param offset null when nobody was asked to confirm
     */
    @RegisterForReflection
    record Stored(int partition, Long offset) implements Item {}

    /** It failed, for a reason that has an HTTP status. */
    @RegisterForReflection
    record Failed(@JsonProperty("error_code") int errorCode, String message) implements Item {}

    BatchAnswer {
        offsets = List.copyOf(offsets);
    }

    /** Sums up outcomes. */
    static BatchAnswer of(List<Outcome> outcomes) {
        var items = outcomes.stream().map(BatchAnswer::item).toList();
        var statuses = outcomes.stream().map(BatchAnswer::status).distinct().toList();
        if (statuses.size() == 1 && statuses.get(0) >= 400) {
            return new BatchAnswer(statuses.get(0), outcomes.get(0).failure().getMessage(), items);
        }
        return new BatchAnswer(null, null, items);
    }

    /** With the status that this answer is worth. */
    RestResponse<BatchAnswer> response() {
        var response = ResponseBuilder.<BatchAnswer>create(errorCode == null ? 200 : errorCode)
                .entity(this);
        if (errorCode != null) {
            Statuses.retryAfter(errorCode).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        }
        return response.build();
    }

    private static int status(Outcome outcome) {
        return outcome.isStored() ? 200 : Statuses.of(outcome.failure().kind());
    }

    private static Item item(Outcome outcome) {
        return outcome.isStored()
                ? new Stored(outcome.stored().partition(), outcome.stored().offset())
                : new Failed(status(outcome), outcome.failure().getMessage());
    }
}
