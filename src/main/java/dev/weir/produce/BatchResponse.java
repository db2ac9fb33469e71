package dev.weir.produce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.weir.http.HttpStatuses;
import dev.weir.model.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * What became of the records of a batch, in their order.
 *
 * @param errorCode the HTTP status when every record failed with the same one, else null
 * @param message why, when {@code errorCode} is there
 */
@JsonSerialize(using = BatchResponse.Writing.class)
record BatchResponse(
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
    record Stored(int partition, Long offset) implements Item {}

    /** It failed, for a reason that has an HTTP status. */
    record Failed(@JsonProperty("error_code") int errorCode, String message) implements Item {}

    BatchResponse {
        offsets = List.copyOf(offsets);
    }

    /** Sums up outcomes. */
    static BatchResponse of(List<Outcome> outcomes) {
        var items = outcomes.stream().map(BatchResponse::item).toList();
        return isRefusedAlike(outcomes)
                ? new BatchResponse(
                        status(outcomes.get(0)), outcomes.get(0).failure().getMessage(), items)
                : new BatchResponse(null, null, items);
    }

    private static boolean isRefusedAlike(List<Outcome> outcomes) {
        if (outcomes.isEmpty() || outcomes.get(0).isStored()) {
            return false;
        }
        int first = status(outcomes.get(0));
        return outcomes.stream().allMatch(outcome -> status(outcome) == first);
    }

    /** With the status that this answer is worth. */
    RestResponse<BatchResponse> response() {
        var response = ResponseBuilder.<BatchResponse>create(errorCode == null ? 200 : errorCode)
                .entity(this);
        if (errorCode != null) {
            HttpStatuses.retryAfter(errorCode).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        }
        return response.build();
    }

    private static int status(Outcome outcome) {
        return outcome.isStored() ? 200 : HttpStatuses.of(outcome.failure().kind());
    }

    private static Item item(Outcome outcome) {
        return outcome.isStored()
                ? new Stored(outcome.stored().partition(), outcome.stored().offset())
                : new Failed(status(outcome), outcome.failure().getMessage());
    }

    /** Writes field by field, for binding many records takes longer than reading them. */
    @RegisterForReflection
    static final class Writing extends JsonSerializer<BatchResponse> {

        private static final SerializedString PARTITION = new SerializedString("partition");
        private static final SerializedString OFFSET = new SerializedString("offset");

        @Override
        public void serialize(BatchResponse answer, JsonGenerator out, SerializerProvider unused) throws IOException {
            out.writeStartObject();
            if (answer.errorCode() != null) {
                write(out, answer.errorCode(), answer.message());
            }
            out.writeArrayFieldStart("offsets");
            for (var item : answer.offsets()) {
                out.writeStartObject();
                if (item instanceof Stored stored) {
                    write(out, stored);
                } else if (item instanceof Failed failed) {
                    write(out, failed.errorCode(), failed.message());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        private static void write(JsonGenerator out, Stored stored) throws IOException {
            out.writeFieldName(PARTITION);
            out.writeNumber(stored.partition());
            out.writeFieldName(OFFSET);
            if (stored.offset() == null) {
                out.writeNull();
            } else {
                out.writeNumber(stored.offset());
            }
        }

        private static void write(JsonGenerator out, int errorCode, String message) throws IOException {
            out.writeNumberField("error_code", errorCode);
            out.writeStringField("message", message);
        }
    }
}
