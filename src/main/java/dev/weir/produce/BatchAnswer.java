package dev.weir.produce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
        List<Outcome> offsets) {

    BatchAnswer {
        offsets = List.copyOf(offsets);
    }

    /** Sums up outcomes. */
    static BatchAnswer of(List<Outcome> outcomes) {
        if (outcomes.isEmpty() || !(outcomes.get(0) instanceof Outcome.Failed first)) {
            return new BatchAnswer(null, null, outcomes);
        }
        boolean allTheSame = outcomes.stream()
                .allMatch(
                        outcome -> outcome instanceof Outcome.Failed failed && failed.errorCode() == first.errorCode());
        return allTheSame
                ? new BatchAnswer(first.errorCode(), first.message(), outcomes)
                : new BatchAnswer(null, null, outcomes);
    }

    /** With the status that this answer is worth. */
    RestResponse<BatchAnswer> response() {
        var response = ResponseBuilder.<BatchAnswer>create(errorCode == null ? 200 : errorCode)
                .entity(this);
        if (errorCode != null && (errorCode == 503 || errorCode == 429)) {
            response.header("Retry-After", 1);
        }
        return response.build();
    }
}
